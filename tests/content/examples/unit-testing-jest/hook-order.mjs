// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { jest } from './jest_run.mjs';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const { ended, stderr } = jest(source);
assert.deepEqual(ended, { first: 'passed', second: 'passed' });
console.log(`reading: \`${/console\.log\s+(.*)/.exec(stderr)[1].trim()}\``);

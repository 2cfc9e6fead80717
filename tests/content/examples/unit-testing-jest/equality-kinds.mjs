// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { jest } from './jest_run.mjs';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const { ended } = jest(source);
assert.deepEqual(Object.keys(ended), ['A', 'B', 'C']);
console.log(`reading: ${Object.keys(ended).filter((name) => ended[name] === 'failed').join()}`);

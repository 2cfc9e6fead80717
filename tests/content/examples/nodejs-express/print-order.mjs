// level: run
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';

copyFileSync(process.env.EXAMPLE, 'example.cjs');
const lines = execFileSync(process.execPath, ['example.cjs'], { encoding: 'utf8' }).trim().split('\n');
assert.equal(lines.length, 4);
console.log('reading:', lines.join(', '));

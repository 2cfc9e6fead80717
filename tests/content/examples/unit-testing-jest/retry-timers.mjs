// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { jest } from './jest_run.mjs';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const name = 'pauses for one and then for two seconds';
assert.deepEqual(jest(source).ended, { [name]: 'passed' });
for (const wrong of [[', 2000]', ', 1000]'], ['[1000', '[1500'], ['setTimeout(resolve, pause)', 'setTimeout(resolve)']]) {
  assert.deepEqual(jest(source.replace(...wrong)).ended, { [name]: 'failed' }, wrong[1]);
}

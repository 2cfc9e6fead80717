// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { jest } from './jest_run.mjs';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
assert.deepEqual(jest(source).ended, { 'a draw of one half gives the code i': 'passed', 'two codes differ': 'failed' });
assert.equal(jest(source, '-t', 'two codes differ').ended['two codes differ'], 'passed', 'alone it passes');
console.log('flaw shown: the spy of the first test makes the second fail');

const { ended } = jest(source, '--restoreMocks');
assert.ok(Object.values(ended).every((status) => status === 'passed'));

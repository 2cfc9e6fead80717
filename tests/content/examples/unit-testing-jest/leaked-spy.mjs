// level: run
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/** How each test of the code ends, by its name, and what was logged. */
function jest(code, ...more) {
  writeFileSync('one.test.js', code);
  const given = ['node_modules/jest/bin/jest.js', '--config={"testEnvironment":"node"}', '--json', ...more];
  const { stdout, stderr } = spawnSync('node', given, { encoding: 'utf8' });
  const [{ assertionResults, message }] = JSON.parse(stdout).testResults;
  assert.ok(assertionResults.length, message);
  return { ended: Object.fromEntries(assertionResults.map(({ title, status }) => [title, status])), stderr };
}

const source = readFileSync(process.env.EXAMPLE, 'utf8');
assert.deepEqual(jest(source).ended, { 'a draw of one half gives the code i': 'passed', 'two codes differ': 'failed' });
assert.equal(jest(source, '-t', 'two codes differ').ended['two codes differ'], 'passed', 'alone it passes');
console.log('flaw shown: the spy of the first test makes the second fail');

const { ended } = jest(source, '--restoreMocks');
assert.ok(Object.values(ended).every((status) => status === 'passed'));

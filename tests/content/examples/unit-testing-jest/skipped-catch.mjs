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
assert.deepEqual(jest(source).ended, { 'an overdraft is refused': 'passed' }, 'green although nothing is thrown');
console.log('flaw shown: withdraw() refuses nothing, and the test passes');

const demanded = source.replace('  try {', '  expect.assertions(1);\n  try {');
assert.deepEqual(jest(demanded).ended, { 'an overdraft is refused': 'failed' });
const refusing = demanded.replace('account.balance -=', "if (account.balance < amount) throw new Error('not enough');\n  account.balance -=");
assert.deepEqual(jest(refusing).ended, { 'an overdraft is refused': 'passed' });

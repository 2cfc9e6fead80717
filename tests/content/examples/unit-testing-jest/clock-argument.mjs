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
const names = ['a coupon is good until the last millisecond', 'a coupon has expired at the very moment'];
const statuses = (code) => names.map((name) => jest(code).ended[name]);
assert.deepEqual(statuses(source), ['passed', 'passed']);
assert.deepEqual(statuses(source.replace('now >=', 'now >')), ['passed', 'failed']);
assert.equal(new Function(`${source.split('test(')[0]}; return isExpired(coupon);`)(), new Date() >= new Date('2026-03-01'));

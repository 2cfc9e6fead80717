// level: run
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/** How each test of the code ends, by its name. */
function jest(code, app) {
  writeFileSync('one.test.js', code);
  writeFileSync('app.js', app);
  const given = ['node_modules/jest/bin/jest.js', '--config={"testEnvironment":"node"}', '--json'];
  const [{ assertionResults, message }] = JSON.parse(spawnSync('node', given, { encoding: 'utf8' }).stdout).testResults;
  assert.ok(assertionResults.length, message);
  return Object.fromEntries(assertionResults.map(({ title, status }) => [title, status]));
}

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const app = `
exports.tokenOf = (id) => 'token-' + id;
exports.app = require('express')();
exports.app.get('/orders', (req, res) => {
  if (req.headers.authorization !== 'Bearer token-7') return res.sendStatus(401);
  res.json([{ id: 1, userId: 7 }, { id: 2, userId: 8 }]);
});`;
const name = 'users see their own orders and no others';
assert.deepEqual(jest(source, app), { [name]: 'passed' });
console.log('flaw shown: the order of user 8 goes unnoticed');

const thrown = source.replace('.expect((res) => res', '.expect((res) => expect(res').replace('=== 7));', '=== 7)).toBe(true));');
assert.deepEqual(jest(thrown, app), { [name]: 'failed' });
assert.deepEqual(jest(thrown, app.replace(', { id: 2, userId: 8 }', '')), { [name]: 'passed' });

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
const app = require('express')();
app.get('/admin', (req, res) => {
  require('node:fs').appendFileSync('called', '.');
  res.send('all of it');
});
module.exports = app;`;
const name = 'visitors cannot open the admin list';
writeFileSync('called', '');
assert.deepEqual(jest(source, app), { [name]: 'passed' });
assert.equal(readFileSync('called', 'utf8'), '', 'no request was sent');
console.log('flaw shown: the test is green, and the route was never called');

const awaited = source.replace('() => {', 'async () => {').replace('  request', '  await request');
assert.deepEqual(jest(awaited, app), { [name]: 'failed' });

// level: run
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { jestWithApp } from './jest_run.mjs';

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
assert.deepEqual(jestWithApp(source, app), { [name]: 'passed' });
assert.equal(readFileSync('called', 'utf8'), '', 'no request was sent');
console.log('flaw shown: the test is green, and the route was never called');

const awaited = source.replace('() => {', 'async () => {').replace('  request', '  await request');
assert.deepEqual(jestWithApp(awaited, app), { [name]: 'failed' });

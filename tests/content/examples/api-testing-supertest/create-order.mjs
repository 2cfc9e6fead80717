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
const express = require('express');
exports.createApp = () => {
  const app = express(), orders = [];
  app.use(express.json());
  app.post('/orders', (req, res) => {
    orders.push(req.body);
    res.status(201).location('/orders/' + orders.length).json({ id: orders.length });
  });
  app.get('/orders/:id', (req, res) => res.json({ id: req.params.id, ...orders[req.params.id - 1] }));
  return app;
};`;
const name = 'a new order can be read under its Location';
assert.deepEqual(jest(source, app), { [name]: 'passed' });
const broken = [['status(201)', 'status(200)'], [".location('/orders/' + orders.length)", ''], ['push(req.body)', "push({ sku: '' })"]];
for (const wrong of broken) assert.deepEqual(jest(source, app.replace(...wrong)), { [name]: 'failed' }, wrong[0]);

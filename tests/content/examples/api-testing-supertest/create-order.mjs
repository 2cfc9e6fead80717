// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { jestWithApp } from './jest_run.mjs';

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
assert.deepEqual(jestWithApp(source, app), { [name]: 'passed' });
const broken = [['status(201)', 'status(200)'], [".location('/orders/' + orders.length)", ''], ['push(req.body)', "push({ sku: '' })"]];
for (const wrong of broken) assert.deepEqual(jestWithApp(source, app.replace(...wrong)), { [name]: 'failed' }, wrong[0]);

// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { jestWithApp } from './jest_run.mjs';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const app = (buy) => `
const express = require('express');
const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
exports.soldSeats = async (app) => app.locals.sold.length;
exports.createApp = ({ seats }) => {
  const app = express();
  const sold = app.locals.sold = [];
  app.use(express.json());
  app.post('/seats', async (req, res) => { ${buy} });
  return app;
};`;
const name = 'the last seat is sold once';
const racy = 'const isFree = sold.length < seats; await pause(); if (isFree) sold.push(req.body.buyer); res.sendStatus(isFree ? 201 : 409);';
const atomic = 'const isFree = sold.length < seats; if (isFree) sold.push(req.body.buyer); await pause(); res.sendStatus(isFree ? 201 : 409);';
assert.deepEqual(jestWithApp(source, app(atomic)), { [name]: 'passed' });
assert.deepEqual(jestWithApp(source, app(racy)), { [name]: 'failed' }, 'a check apart from the write is noticed');

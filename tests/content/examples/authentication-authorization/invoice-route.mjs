// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const status = async (code, userId) => {
  const app = express();
  const requireLogin = (req, res, next) => {
    if (!userId) return res.sendStatus(401);
    req.user = { id: userId };
    next();
  };
  const table = [{ id: '42', ownerId: 1 }];
  const invoices = {
    findById: async (id) => table.find((row) => row.id === id),
    findOne: async (id, ownerId) => table.find((row) => row.id === id && row.ownerId === ownerId),
  };
  new Function('app', 'requireLogin', 'invoices', code)(app, requireLogin, invoices);
  return (await request(app).get('/invoices/42')).status;
};

assert.equal(await status(source, null), 401, 'a visitor is turned away');
assert.equal(await status(source, 1), 200);
assert.equal(await status(source, 2), 200);
console.log('flaw shown: customer 2 reads the invoice of customer 1');
const mended = source.replace('findById(req.params.id)', 'findOne(req.params.id, req.user.id)');
assert.equal(await status(mended, 1), 200);
assert.equal(await status(mended, 2), 404);

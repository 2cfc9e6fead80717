// level: run on mingo, without a MongoDB server
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import express from 'express';
import { find } from 'mingo';
import request from 'supertest';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const attack = async (code, token) => {
  const app = express();
  const rows = [{ _id: 1 }, { _id: 2, resetToken: 'k3y' }];
  const changed = [];
  const users = { findOne: async (filter) => find(rows, filter).next() ?? null };
  const setPassword = async (user) => changed.push(user._id);
  app.use(express.json());
  new Function('app', 'users', 'setPassword', code)(app, users, setPassword);
  const { status } = await request(app).post('/reset-password').send({ token, password: 'mine' });
  return { status, changed };
};

assert.deepEqual(await attack(source, "' || '1'=='1"), { status: 400, changed: [] }, 'a quote has no effect');
assert.deepEqual(await attack(source, 'x'.repeat(2_000_000)), { status: 413, changed: [] });
assert.deepEqual(await attack(source, { $gt: '' }), { status: 204, changed: [2] });
assert.deepEqual(await attack(source, { $ne: null }), { status: 204, changed: [2] });
console.log('flaw shown: an operator in place of the token found a stranger');
const mended = source.replace('req.body.token', 'String(req.body.token)');
assert.deepEqual(await attack(mended, { $ne: null }), { status: 400, changed: [] });
assert.deepEqual(await attack(mended, 'k3y'), { status: 204, changed: [2] });

// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const after = async (code, body) => {
  const app = express();
  const table = { 1: { id: 1, name: 'Ann', city: 'Ghent', role: 'member' } };
  const requireLogin = (req, res, next) => {
    req.session = { userId: 1 };
    next();
  };
  const users = { find: async (id) => table[id], save: async () => {} };
  app.use(express.json());
  new Function('app', 'requireLogin', 'users', code)(app, requireLogin, users);
  await request(app).patch('/me').send(body).expect(204, {});
  return table;
};

const body = { city: 'Bern', role: 'admin' };
assert.equal((await after(source, body))[1].role, 'admin');
console.log('flaw shown: a member became an admin');
const mended = source.replace('req.body', '(({ name, city }) => ({ name, city }))({ ...user, ...req.body })');
const { 1: ann } = await after(mended, body);
assert.deepEqual(ann, { id: 1, name: 'Ann', city: 'Bern', role: 'member' });

// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';

const removed = [];
const users = { remove: async (id) => removed.push(id) };
const status = async (user) => {
  const app = express();
  app.use((req, res, next) => {
    req.user = user;
    next();
  });
  new Function('app', 'users', readFileSync(process.env.EXAMPLE, 'utf8'))(app, users);
  return (await request(app).delete('/users/9')).status;
};

assert.equal(await status(undefined), 401);
console.log(`reading: ${await status({ id: 3, role: 'editor' })}`);
assert.deepEqual(removed, []);
assert.equal(await status({ id: 1, role: 'admin' }), 204);
assert.deepEqual(removed, ['9']);

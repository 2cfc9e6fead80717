// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import express from 'express';
import request from 'supertest';

const app = express();
app.use(express.json());
const users = { insert: async (row) => ({ id: 7, ...row }) };
new Function('require', 'app', 'users', readFileSync(process.env.EXAMPLE, 'utf8'))(
  createRequire(import.meta.url), app, users,
);

const good = await request(app).post('/users').send({ email: 'ada@example.com', name: ' Ada ', role: 'admin' });
assert.deepEqual([good.status, good.body], [201, { id: 7, email: 'ada@example.com', name: 'Ada' }]);

const bad = await request(app).post('/users').send({ email: 'ada', name: ' ', age: 9 });
assert.equal(bad.status, 400);
assert.deepEqual(bad.body.errors.map(({ path }) => path.join('.')), ['email', 'name', 'age']);
assert.ok(bad.body.errors.every(({ message }) => message.length > 0));
assert.equal((await request(app).post('/users').send({})).status, 400);

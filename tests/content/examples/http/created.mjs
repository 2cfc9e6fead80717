// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';

const app = express();
app.use(express.json());
const users = { create: async (body) => ({ id: 7, ...body }) };
new Function('app', 'users', readFileSync(process.env.EXAMPLE, 'utf8'))(app, users);

const answer = await request(app).post('/users').send({ name: 'Ada' });
assert.equal(answer.status, 201);
assert.equal(answer.headers.location, '/users/7');
assert.deepEqual(answer.body, { id: 7, name: 'Ada' });

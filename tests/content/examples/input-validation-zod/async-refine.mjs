// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';
import { z } from 'zod';

function answers(source) {
  const app = express();
  app.set('env', 'test');
  app.use(express.json());
  const users = { exists: async (email) => email.startsWith('taken'), insert: async (row) => row };
  new Function('z', 'app', 'users', source)(z, app, users);
  const post = async (email) => (await request(app).post('/users').send({ email })).status;
  return Promise.all([post('fresh@example.com'), post('taken@example.com')]);
}

const source = readFileSync(process.env.EXAMPLE, 'utf8');
assert.deepEqual(await answers(source), [500, 500], 'the synchronous parse throws');
assert.deepEqual(await answers(source.replace('NewUser.safeParse(', 'await NewUser.safeParseAsync(')), [201, 400]);
console.log('flaw shown');

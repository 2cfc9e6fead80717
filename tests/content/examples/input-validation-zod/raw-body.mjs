// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';
import { z } from 'zod';

async function stored(source, body) {
  const app = express();
  app.use(express.json());
  let row;
  const users = { insert: async (values) => ((row = values), { id: 7 }) };
  new Function('z', 'app', 'users', source)(z, app, users);
  const { status } = await request(app).post('/users').send(body);
  return { status, row };
}

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const body = { email: 'ada@example.com', name: 'Ada', role: 'admin' };
const flawed = await stored(source, body);
assert.deepEqual([flawed.status, flawed.row.role], [201, 'admin'], 'the caller chooses the role');
const mended = await stored(source.replace('...req.body', '...result.data'), body);
assert.deepEqual([mended.status, mended.row.role], [201, 'member']);
console.log('flaw shown');

// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';
import { z } from 'zod';

async function answer(source) {
  const app = express();
  app.set('env', 'test');
  new Function('z', 'app', source)(z, app);
  const { status, body } = await request(app).get('/posts?page=3');
  return { status, body };
}

const source = readFileSync(process.env.EXAMPLE, 'utf8');
assert.deepEqual(await answer(source), { status: 200, body: { next: '31' } });
assert.equal((await answer(`'use strict';\n${source}`)).status, 500, 'in strict mode the assignment throws');
const mended = source.replace('req.query = ', 'res.locals.query = ').replace('req.query.page', 'res.locals.query.page');
assert.deepEqual(await answer(mended), { status: 200, body: { next: 4 } });
console.log('flaw shown');

// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';
import { z } from 'zod';

async function saved(source, body) {
  const app = express();
  app.use(express.json());
  const stored = { name: 'Ada', theme: 'dark', newsletter: false };
  const settings = { update: async (changes) => Object.assign(stored, changes) };
  new Function('z', 'app', 'settings', source)(z, app, settings);
  const { status } = await request(app).patch('/settings').send(body);
  return { status, ...stored };
}

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const body = { name: 'Ada L.' };
assert.deepEqual(await saved(source, body), { status: 200, name: 'Ada L.', theme: 'light', newsletter: true });
const mended = source.replaceAll(/\.default\([^)]*\)/g, '');
assert.deepEqual(await saved(mended, body), { status: 200, name: 'Ada L.', theme: 'dark', newsletter: false });
console.log('flaw shown');

// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import express from 'express';
import request from 'supertest';

const answer = async (source) => {
  const app = express();
  app.use(express.json());
  const rows = [];
  const store = { save: async (row) => { await setImmediate(); rows.push(row); } };
  new Function('app', 'store', source)(app, store);
  return (await request(app).post('/imports').send({ rows: [{ n: 1 }, { n: 2 }, { n: 3 }] })).body;
};
const source = readFileSync(process.env.EXAMPLE, 'utf8');
assert.deepEqual(await answer(source), { saved: 0 });
console.log('flaw shown');
const mended = source
  .replace('req.body.rows.forEach(async (row) => {', 'for (const row of req.body.rows) {')
  .replace('\n  });\n', '\n  }\n');
assert.deepEqual(await answer(mended), { saved: 3 });

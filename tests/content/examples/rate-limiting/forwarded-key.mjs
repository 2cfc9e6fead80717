// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import express from 'express';
import request from 'supertest';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const attempts = async (code) => {
  const app = express();
  app.set('trust proxy', 1);
  new Function('require', 'app', code)(createRequire(import.meta.url), app);
  app.post('/login', (req, res) => res.sendStatus(401));
  const statuses = [];
  for (let number = 1; number <= 8; number += 1) {
    // One proxy stands before the application and appends the address that it saw.
    const answer = await request(app).post('/login').set('X-Forwarded-For', `10.0.0.${number}, 203.0.113.9`);
    statuses.push(answer.status);
  }
  return statuses;
};
assert.deepEqual(await attempts(source), Array(8).fill(401), 'a forged header should get a fresh count each time');

const fixed = source.replace(/\n\s*keyGenerator:.*\n/, '\n');
assert.notEqual(fixed, source);
assert.deepEqual(await attempts(fixed), [...Array(5).fill(401), ...Array(3).fill(429)]);
console.log('flaw shown');

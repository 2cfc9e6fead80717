// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';

const answer = async (source) => {
  const app = express();
  new Function('app', 'console', source)(app, { error() {} });
  return request(app).get('/report');
};
console.error = () => {};
const source = readFileSync(process.env.EXAMPLE, 'utf8');
const wrong = await answer(source);
assert.equal(wrong.status, 500);
assert.match(wrong.headers['content-type'], /html/);
console.log('flaw shown');
const right = await answer(source.replace('(err, req, res)', '(err, req, res, next)'));
assert.equal(right.status, 500);
assert.deepEqual(right.body, { error: 'something went wrong' });

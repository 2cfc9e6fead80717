// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';

const app = express();
new Function('app', 'express', readFileSync(process.env.EXAMPLE, 'utf8'))(app, express);
const post = (type) => request(app).post('/users').set('Content-Type', type).send('{"name": "Ada"}');

const marked = await post('application/json');
assert.deepEqual([marked.status, marked.body], [201, { name: 'Ada' }]);
const answer = await post('application/x-www-form-urlencoded');
assert.match(answer.text, /send application\/json/);
console.log(`reading: ${answer.status} from the handler itself`);

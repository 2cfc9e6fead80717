// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';

const app = express();
const seen = new Function('app', readFileSync(process.env.EXAMPLE, 'utf8') + '\nreturn seen;')(app);
assert.equal((await request(app).get('/')).status, 204);
console.log('reading:', seen.join(', '));

// level: run
import assert from 'node:assert/strict';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';

const SECRET = 'whsec';
const app = express();
const stored = [];
const events = { store: async (event) => stored.push(event) };
const names = { app, express, createHmac, timingSafeEqual, events, SECRET };
new Function(...Object.keys(names), readFileSync(process.env.EXAMPLE, 'utf8'))(...Object.values(names));
app.post('/echo', (req, res) => res.json(req.body));

const body = '{ "id": "evt_1", "amount": 10.0 }';
const sign = (text) => createHmac('sha256', SECRET).update(text).digest('hex');
const deliver = (signature) => {
  const call = request(app).post('/webhooks/payments').set('Content-Type', 'application/json');
  return (signature === undefined ? call : call.set('X-Signature', signature)).send(body);
};
assert.equal((await deliver(sign(body))).status, 200);
assert.deepEqual(stored, [{ id: 'evt_1', amount: 10 }]);
assert.notEqual(sign(body), sign(JSON.stringify(JSON.parse(body))));
for (const wrong of [undefined, 'zz', sign('other')]) assert.equal((await deliver(wrong)).status, 400);
assert.equal(stored.length, 1);
assert.deepEqual((await request(app).post('/echo').send({ a: 1 })).body, { a: 1 });

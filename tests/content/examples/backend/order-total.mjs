// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const charged = async (code) => {
  const app = express();
  const stored = [];
  app.use(express.json(), (req, res, next) => {
    req.session = { userId: 7 };
    next();
  });
  const products = { find: async (id) => ({ id, price: 50 }) };
  const orders = { create: async (order) => stored.push(order) };
  new Function('app', 'products', 'orders', code)(app, products, orders);
  const body = { productId: 3, quantity: 2, price: 0.01, userId: 8 };
  const answer = await request(app).post('/orders').send(body).expect(201);
  assert.deepEqual(Object.keys(answer.body), ['total'], 'nothing but the total is returned');
  assert.equal(stored[0].userId, 7, 'the buyer is taken from the session');
  return stored[0].total;
};

assert.equal(await charged(source), 0.02);
console.log('flaw shown: two pieces of 50 each were sold for 0.02');
const mended = source.split('\n');
mended[2] = mended[2].replace('req.body.price', 'product.price');
assert.equal(await charged(mended.join('\n')), 100);

// level: run
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import express from 'express';
import jwt from 'jsonwebtoken';
import request from 'supertest';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const source = readFileSync(process.env.EXAMPLE, 'utf8');
const authenticate = new Function('jwt', 'publicKey', `${source}; return authenticate;`)(jwt, publicKey);
const app = express();
app.get('/', authenticate, (req, res) => res.json(req.user.sub));
const ask = (credentials) => request(app).get('/').set(credentials ? { Authorization: credentials } : {});
const good = { algorithm: 'RS256', issuer: 'https://login.example.com', audience: 'orders-api', subject: '7' };
const sign = (changes) => jwt.sign({}, privateKey, { ...good, ...changes });

for (const scheme of ['Bearer', 'bearer']) {
  const answer = await ask(`${scheme} ${sign()}`);
  assert.deepEqual([answer.status, answer.body], [200, '7']);
}
for (const credentials of [undefined, 'Basic YTpi', 'Bearer', sign()]) {
  const answer = await ask(credentials);
  assert.deepEqual([answer.status, answer.headers['www-authenticate']], [401, 'Bearer']);
}
const forged = jwt.sign({}, 'a secret of more than thirty-two bytes', { ...good, algorithm: 'HS256' });
for (const token of [sign({ audience: 'forum' }), sign({ issuer: 'x' }), sign({ expiresIn: -1 }), forged, 'x.y.z']) {
  const answer = await ask(`Bearer ${token}`);
  assert.deepEqual([answer.status, answer.headers['www-authenticate']], [401, 'Bearer error="invalid_token"']);
}

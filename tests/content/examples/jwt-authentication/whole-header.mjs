// level: run
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import express from 'express';
import jwt from 'jsonwebtoken';
import request from 'supertest';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const source = readFileSync(process.env.EXAMPLE, 'utf8');
const token = jwt.sign({ sub: '7' }, privateKey, { algorithm: 'RS256' });
const ask = (code) => {
  const app = express();
  const requireLogin = new Function('jwt', 'publicKey', `${code}; return requireLogin;`)(jwt, publicKey);
  app.get('/', requireLogin, (req, res) => res.json(req.user.sub));
  return request(app).get('/').set('Authorization', `Bearer ${token}`);
};

assert.equal((await ask(source)).status, 401);
assert.throws(() => jwt.verify(`Bearer ${token}`, publicKey, { algorithms: ['RS256'] }), /jwt malformed|invalid token/);
console.log('flaw shown: a good token is refused together with its scheme name');
assert.equal((await ask(source.replace("('Authorization')", "('Authorization').split(' ')[1]"))).status, 200);

// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';

const source = readFileSync(process.env.EXAMPLE, 'utf8');

function instance() {
  const app = express();
  app.use(express.json());
  const checkPassword = async (email, password) => (password === 'right' ? { id: 7 } : null);
  const sessions = new Function('app', 'checkPassword', 'crypto', `${source}; return sessions;`)(app, checkPassword, crypto);
  app.get('/me', (req, res) => {
    const user = sessions.get(/sid=([^;]+)/.exec(req.headers.cookie ?? '')?.[1]);
    res.status(user === undefined ? 401 : 200).json({ user });
  });
  return app;
}

const [first, second] = [instance(), instance()];
assert.equal((await request(first).post('/login').send({ email: 'a', password: 'wrong' })).status, 401);
const login = await request(first).post('/login').send({ email: 'a', password: 'right' });
assert.equal(login.status, 204);
const cookie = login.headers['set-cookie'][0];
assert.match(cookie, /HttpOnly; Secure; SameSite=Lax/);
const codes = [];
for (const turn of [first, second, first, second]) codes.push((await request(turn).get('/me').set('Cookie', cookie)).status);
assert.deepEqual(codes, [200, 401, 200, 401]);
console.log('flaw shown: signed out on every other request');

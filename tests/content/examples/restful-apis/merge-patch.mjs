// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const roleAfterPatch = async (code) => {
  const stored = { id: '7', name: 'Ann', role: 'member' };
  const users = { get: async () => ({ ...stored }), save: async (user) => Object.assign(stored, user) };
  const requireSelf = (req, res, next) => (req.params.id === '7' ? next() : res.sendStatus(403));
  const app = express().use(express.json());
  const given = { app, users, requireSelf, publicFields: ({ id, name }) => ({ id, name }) };
  new Function(...Object.keys(given), code)(...Object.values(given));
  assert.equal((await request(app).patch('/users/8').send({ role: 'admin' })).status, 403);
  const answer = await request(app).patch('/users/7').send({ name: 'Anna', role: 'admin' });
  assert.deepEqual([answer.status, answer.body], [200, { id: '7', name: 'Anna' }]);
  return stored.role;
};
assert.equal(await roleAfterPatch(source), 'admin', 'the role should be taken from the body');

const fixed = source.replace('Object.assign(user, req.body);', 'user.name = req.body.name ?? user.name;');
assert.notEqual(fixed, source);
assert.equal(await roleAfterPatch(fixed), 'member');
console.log('flaw shown');

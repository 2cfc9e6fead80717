// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { jestWithApp } from './jest_run.mjs';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const app = `
exports.tokenOf = (id) => 'token-' + id;
exports.app = require('express')();
exports.app.get('/orders', (req, res) => {
  if (req.headers.authorization !== 'Bearer token-7') return res.sendStatus(401);
  res.json([{ id: 1, userId: 7 }, { id: 2, userId: 8 }]);
});`;
const name = 'users see their own orders and no others';
assert.deepEqual(jestWithApp(source, app), { [name]: 'passed' });
console.log('flaw shown: the order of user 8 goes unnoticed');

const thrown = source.replace('.expect((res) => res', '.expect((res) => expect(res').replace('=== 7));', '=== 7)).toBe(true));');
assert.deepEqual(jestWithApp(thrown, app), { [name]: 'failed' });
assert.deepEqual(jestWithApp(thrown, app.replace(', { id: 2, userId: 8 }', '')), { [name]: 'passed' });

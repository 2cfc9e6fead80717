// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { jestWithApp } from './jest_run.mjs';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const app = `
const posts = new Map([[1, 'ann']]);
exports.tokenOf = (name) => name;
exports.postExists = (id) => posts.has(id);
exports.app = require('express')();
exports.app.delete('/posts/:id', (req, res) => {
  const [, who] = (req.headers.authorization ?? '').split(' ');
  if (!who) return res.sendStatus(401);
  if (!/^[0-9]+$/.test(req.params.id)) return res.sendStatus(400);
  const owner = posts.get(Number(req.params.id));
  if (!owner) return res.sendStatus(404);
  if (owner !== who) return res.sendStatus(403);
  posts.delete(1);
  res.sendStatus(204);
});`;
const failed = (code) => Object.entries(jestWithApp(source, code)).filter(([, status]) => status === 'failed').map(([name]) => name);
assert.equal(Object.keys(jestWithApp(source, app)).length, 4);
assert.deepEqual(failed(app), []);
const late = app.replace('if (owner !== who) return', "if (owner !== who) return posts.delete(1),");
assert.equal(failed(late)[0], 'another user is refused', 'a refusal with an effect is noticed');
assert.ok(failed(app.replace('if (owner !== who)', 'if (false)')).includes('another user is refused'));

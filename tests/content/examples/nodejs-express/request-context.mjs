// level: run
import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import express from 'express';
import request from 'supertest';

const app = express();
const lines = [];
const names = { app, AsyncLocalStorage, randomUUID, console: { log: (id, message) => lines.push([id, message]) } };
const source = readFileSync(process.env.EXAMPLE, 'utf8') + '\nreturn log;';
const log = new Function(...Object.keys(names), source)(...Object.values(names));
app.get('/:name', async (req, res) => {
  log(req.params.name);
  await setImmediate();
  log(req.params.name);
  res.sendStatus(204);
});

await Promise.all([request(app).get('/a'), request(app).get('/b')]);
const ids = (name) => new Set(lines.filter(([, message]) => message === name).map(([id]) => id));
assert.equal(lines.length, 4);
assert.equal(ids('a').size, 1);
assert.equal(ids('b').size, 1);
assert.notDeepEqual(ids('a'), ids('b'));
log('outside');
assert.deepEqual(lines.at(-1), ['-', 'outside']);

// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import express from 'express';

const app = express();
app.get('/users/:id', (req, res) => res.status(404).json({ error: 'no such user' }));
const server = app.listen(0);
const there = `http://127.0.0.1:${server.address().port}`;
const local = (url) => fetch(url.replace('https://api.example.com', there));
const source = readFileSync(process.env.EXAMPLE, 'utf8');

const loadUser = new Function('fetch', `${source}; return loadUser;`)(local);
assert.deepEqual(await loadUser(7), { error: 'no such user' });
console.log('flaw shown: the error body came back as a user');

const checked = source.replace(/(const user = )/, 'if (!response.ok) throw new Error(response.status);\n$1');
await assert.rejects(new Function('fetch', `${checked}; return loadUser;`)(local)(7), /404/);
server.close();

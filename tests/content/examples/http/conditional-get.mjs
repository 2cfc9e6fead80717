// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import express from 'express';

const [request, response] = readFileSync(process.env.EXAMPLE, 'utf8').trim().split('\n\n').map((part) => {
  const [start, ...fields] = part.split('\n');
  return { start, fields: Object.fromEntries(fields.map((field) => field.split(/: (.*)/s))) };
});
const [method, path] = request.start.split(' ');

const app = express();
app.get('/articles/42', (req, res) => {
  res.set({ ETag: '"v7"', 'Cache-Control': 'private, max-age=60' }).json({ title: 'Seven' });
});
const server = app.listen(0);
const ask = (headers) =>
  new Promise((done) => {
    http.request({ port: server.address().port, method, path, headers }, (answer) => {
      let body = '';
      answer.on('data', (chunk) => (body += chunk)).on('end', () => done({ answer, body }));
    }).end();
  });

const { answer, body } = await ask(request.fields);
assert.equal(`HTTP/${answer.httpVersion} ${answer.statusCode} ${answer.statusMessage}`, response.start);
for (const [name, value] of Object.entries(response.fields)) assert.equal(answer.headers[name.toLowerCase()], value);
assert.equal(body, '');
const other = await ask({ ...request.fields, 'If-None-Match': '"v6"' });
assert.equal(other.answer.statusCode, 200);
server.close();

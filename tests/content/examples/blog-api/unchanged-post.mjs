// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';

const app = express();
let asked = 0;
const posts = {
  find: async (id) => {
    asked += 1;
    return id === 7 ? { id, title: 'Hi', body: 'Text', author_id: 3 } : undefined;
  },
};
new Function('app', 'posts', readFileSync(process.env.EXAMPLE, 'utf8'))(app, posts);

const first = await request(app).get('/posts/7').expect(200);
assert.match(first.headers.etag, /^W\//, 'a weak ETag is set');
assert.equal(first.body.author_id, undefined, 'only the named fields go out');
await request(app).get('/posts/8').expect(404);
asked = 0;
const again = await request(app).get('/posts/7').set('If-None-Match', first.headers.etag);
const body = again.text ? 'with the body' : 'without a body';
console.log(`reading: Status ${again.status} ${body}, ${asked ? 'after the store was asked' : 'before'}`);

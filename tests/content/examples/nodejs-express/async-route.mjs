// level: run
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import request from 'supertest';

writeFileSync('app.mjs', readFileSync(process.env.EXAMPLE, 'utf8') + '\nexport default app;\n');
const rows = { 1: { id: 1, title: 'Streams' } };
globalThis.articles = {
  find: async (id) => {
    if (id === 'broken') throw new Error('secret: connection refused');
    return rows[id];
  },
};
console.error = () => {};
const { default: app } = await import(process.cwd() + '/app.mjs');

assert.deepEqual((await request(app).get('/articles/1')).body, rows[1]);
assert.equal((await request(app).get('/articles/2')).status, 404);
const failed = await request(app).get('/articles/broken');
assert.equal(failed.status, 500);
assert.deepEqual(failed.body, { error: 'the request failed' });

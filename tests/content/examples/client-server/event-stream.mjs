// level: run
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import express from 'express';

const stored = [{ id: 1, price: 10 }, { id: 2, price: 11 }];
const events = Object.assign(new EventEmitter(), { since: (id) => stored.filter((event) => event.id > Number(id ?? 0)) });
const app = express();
new Function('app', 'events', readFileSync(process.env.EXAMPLE, 'utf8'))(app, events);
const server = app.listen(0, '127.0.0.1');
await once(server, 'listening');

const abort = new AbortController();
const response = await fetch(`http://127.0.0.1:${server.address().port}/events`, {
  headers: { 'Last-Event-ID': '1' },
  signal: abort.signal,
});
assert.match(response.headers.get('content-type'), /^text.event-stream/);
const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
let text = '';
const readUntil = async (length) => {
  while (text.length < length) text += (await reader.read()).value;
};
const missed = 'id: 2\ndata: {"id":2,"price":11}\n\n';
await readUntil(missed.length);
assert.equal(text, missed, 'what was missed comes first');
events.emit('added', { id: 3, price: 12 });
await readUntil(missed.length + 1);
assert.equal(text, `${missed}id: 3\ndata: {"id":3,"price":12}\n\n`);
abort.abort();
while (events.listenerCount('added')) await new Promise((done) => setTimeout(done, 5));
process.exit(0);

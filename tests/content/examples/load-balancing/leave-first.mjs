// level: run
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import express from 'express';

const app = express();
let server;
const quick = { listen: () => (server = app.listen(0, '127.0.0.1')), get: (...args) => app.get(...args) };
const signals = Object.assign(new EventEmitter(), { exit: (code) => signals.emit('exit', code) });
const waits = [];
const later = (task, wait) => waits.push([task, wait]);

new Function('app', 'process', 'setTimeout', readFileSync(process.env.EXAMPLE, 'utf8'))(quick, signals, later);
await once(server, 'listening');
const url = `http://127.0.0.1:${server.address().port}`;
const ask = async (path) => fetch(url + path, { headers: { connection: 'close' } });

assert.equal((await ask('/ready')).status, 200);
signals.emit('SIGTERM');
assert.equal((await ask('/ready')).status, 503, 'the balancer is told');
const answer = await ask('/orders');
assert.deepEqual([answer.status, await answer.json()], [200, []], 'and new requests are still served');
console.log('reading: A 200 with the list, like any request before it');

assert.equal(waits[0][1], 10_000);
const ended = once(signals, 'exit');
waits[0][0]();
assert.deepEqual(await ended, [0]);
await assert.rejects(ask('/orders'), 'after that the port is closed');

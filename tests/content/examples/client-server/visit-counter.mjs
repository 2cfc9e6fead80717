// level: run
import assert from 'node:assert/strict';
import http from 'node:http';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
writeFileSync('visits.mjs', source.replace('.listen(3000)', ".listen(0, '127.0.0.1')"));
const listen = http.Server.prototype.listen;
let server;
http.Server.prototype.listen = function (...args) {
  server = this;
  return listen.apply(this, args);
};
await import(`${process.cwd()}/visits.mjs`);
while (!server.listening) await pause(5);

const url = `http://127.0.0.1:${server.address().port}`;
const read = async () => (await fetch(url, { headers: { connection: 'close' } })).text();
assert.equal(await read(), 'visit 1');
assert.equal(await read(), 'visit 2');
console.log(`reading: ${await read()}`);
server.close();

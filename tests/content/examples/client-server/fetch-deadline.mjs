// level: run
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const server = createServer((req, res) => {
  if (req.url === '/EUR') res.end('{"rate": 1.1}');
  if (req.url === '/X%2FY') res.writeHead(404).end();
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const source = readFileSync(process.env.EXAMPLE, 'utf8');
const local = source.replace('https://rates.example.com', `http://127.0.0.1:${server.address().port}`);
assert.notEqual(local, source);
const exchangeRate = new Function(`${local}; return exchangeRate;`)();

assert.deepEqual(await exchangeRate('EUR'), { rate: 1.1 });
await assert.rejects(exchangeRate('X/Y'), /rates answered 404/);
const before = Date.now();
await assert.rejects(exchangeRate('silent'), { name: 'TimeoutError' });
assert.ok(Date.now() - before >= 1900, 'it gave up too early');
process.exit(0);

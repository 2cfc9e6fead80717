// level: run
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const probe = createServer().listen(0);
await once(probe, 'listening');
const { port } = probe.address();
probe.close();
const source = readFileSync(process.env.EXAMPLE, 'utf8');
assert.ok(source.includes("listen(3000, '0.0.0.0')"));
writeFileSync('server.cjs', source.replace('3000', String(port)));

const server = spawn(process.execPath, ['server.cjs'], { stdio: 'inherit' });
const ended = once(server, 'exit');
const url = `http://127.0.0.1:${port}/`;
for (let tries = 0; ; tries += 1) {
  try {
    await (await fetch(url, { headers: { connection: 'close' } })).text();
    break;
  } catch (error) {
    if (tries > 100) throw error;
    await pause(50);
  }
}
const open = fetch(url, { headers: { connection: 'close' } });
await pause(100);
server.kill('SIGTERM');
await pause(50);
await assert.rejects(fetch(url), 'no new connection is taken');
const answer = await open;
assert.equal(answer.status, 200);
assert.equal(await answer.text(), 'done');
assert.deepEqual(await ended, [0, null]);
console.log('reading: It is answered as usual, and then the process ends');

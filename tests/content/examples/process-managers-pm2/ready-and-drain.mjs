// level: run
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { pm2, port } from './pm2_daemon.mjs';

writeFileSync('server.js', `
const app = require('express')();
const port = ${port};
const pool = { end: async () => console.log('pool ended') };
app.get('/', (req, res) => { setTimeout(() => res.end('finished'), 300); });
${readFileSync(process.env.EXAMPLE, 'utf8')}
`);
const options = { headers: { connection: 'close' } };
const ask = () =>
  fetch(`http://127.0.0.1:${port}`, { ...options, signal: AbortSignal.timeout(5000) })
    .then((answer) => answer.text())
    .catch(String);
pm2('start', 'server.js', '-i', '2', '--wait-ready', '--listen-timeout', '8000', '-o', 'out.log', '--merge-logs');
assert.equal(await ask(), 'finished', 'it listens as soon as it has reported ready');
let going = true;
const answers = [];
const users = [1, 2, 3, 4].map(async () => {
  while (going) answers.push(await ask());
});
await once(spawn('node', ['node_modules/pm2/bin/pm2', 'reload', 'server', '-s']), 'exit');
going = false;
await Promise.all(users);
assert.ok(answers.length > 10, `${answers.length} requests`);
assert.deepEqual([...new Set(answers)], ['finished'], 'no request fails during the reload');
assert.equal(readFileSync('out.log', 'utf8').match(/pool ended/g)?.length, 2, 'both workers stopped cleanly');

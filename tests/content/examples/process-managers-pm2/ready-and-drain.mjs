// level: run
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

const free = createServer().listen(0, '127.0.0.1');
await new Promise((done) => free.once('listening', done));
const { port } = free.address();
free.close();
writeFileSync('server.js', `
const app = require('express')();
const port = ${port};
const pool = { end: async () => console.log('pool ended') };
app.get('/', (req, res) => { setTimeout(() => res.end('finished'), 300); });
${readFileSync(process.env.EXAMPLE, 'utf8')}
`);
const pm2 = (...words) => execFileSync('node', ['node_modules/pm2/bin/pm2', ...words], { encoding: 'utf8' });
const ask = () => fetch(`http://127.0.0.1:${port}`, { headers: { connection: 'close' } }).then((one) => one.text(), String);
try {
  pm2('start', 'server.js', '-i', '2', '--wait-ready', '--listen-timeout', '8000', '-o', 'out.log', '--merge-logs', '-s');
  assert.equal(await ask(), 'finished', 'it listens as soon as it has reported ready');
  let going = true;
  const answers = [];
  const users = [1, 2, 3, 4].map(async () => {
    while (going) answers.push(await ask());
  });
  pm2('reload', 'server', '-s');
  going = false;
  await Promise.all(users);
  assert.deepEqual([...new Set(answers)], ['finished'], 'no request fails during the reload');
  assert.equal(readFileSync('out.log', 'utf8').match(/pool ended/g)?.length, 2, 'both workers stopped cleanly');
} finally {
  pm2('kill', '-s');
}

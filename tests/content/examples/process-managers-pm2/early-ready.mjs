// level: run
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { pm2, port } from './pm2_daemon.mjs';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const options = { headers: { connection: 'close' } };
const ask = () =>
  fetch(`http://127.0.0.1:${port}`, { ...options, signal: AbortSignal.timeout(400) })
    .then((answer) => answer.text())
    .catch((error) => (error.cause?.code === 'ECONNREFUSED' ? 'refused' : 'unanswered'));
const failures = async (name, code) => {
  writeFileSync(`${name}.js`, `
    const http = require('node:http');
    const port = ${port};
    const handle = (req, res) => res.end(String(process.pid));
    const connectToDatabase = () => new Promise((done) => setTimeout(done, 1500));
    ${code}
  `);
  pm2('start', `${name}.js`, '--name', name, '-i', '1', '--wait-ready', '--listen-timeout', '8000');
  let first = 'refused';
  while (!Number(first)) first = await ask();
  spawn('node', ['node_modules/pm2/bin/pm2', 'reload', name, '-s']);
  const seen = new Set();
  let answer = first;
  while (answer === first || !Number(answer)) {
    answer = await ask();
    if (!Number(answer)) seen.add(answer);
  }
  pm2('delete', name);
  return seen;
};

assert.ok((await failures('flawed', source)).has('refused'));
console.log('flaw shown: requests were refused between the message and the opening of the port');
const mended = source
  .replace("process.send('ready');\n", '')
  .replace('listen(port)', "listen(port, () => process.send('ready'))");
assert.ok(!(await failures('mended', mended)).has('refused'));

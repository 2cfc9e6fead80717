// level: run
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = `${process.env.HOME}/.pm2`;
mkdirSync(folder);
const daemon = spawn('node', ['node_modules/pm2/lib/Daemon.js'], {
  env: { ...process.env, PM2_HOME: folder, PM2_DISABLE_VERSION_CHECK: '1' },
  stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
});
process.on('exit', () => daemon.kill());
await once(daemon, 'message');
daemon.disconnect();
daemon.unref();
const pm2 = (...words) => execFileSync('node', ['node_modules/pm2/bin/pm2', ...words, '-s'], { encoding: 'utf8' });

const port = 20_000 + (process.pid % 12_000);
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

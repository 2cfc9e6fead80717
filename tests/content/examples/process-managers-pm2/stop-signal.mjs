// level: run
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const port = 20_000 + (process.pid % 12_000);
const source = readFileSync(process.env.EXAMPLE, 'utf8');
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
const options = { headers: { connection: 'close' } };
const answered = async (name, code) => {
  writeFileSync(`${name}.js`, `
    const app = require('express')();
    const pool = { end: async () => {} };
    app.get('/', (req, res) => { setTimeout(() => res.end('finished'), 4000); });
    ${code.replace('3000', port)}
  `);
  pm2('start', `${name}.js`, '--name', name, '-i', '1', '--kill-timeout', '8000');
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 50; tries += 1) {
    if (await fetch(`${url}/nothing`, options).then(() => true, () => false)) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  const answer = fetch(url, options).then((one) => one.text(), () => 'cut off');
  await new Promise((done) => setTimeout(done, 100));
  pm2('reload', name);
  const seen = await answer;
  pm2('delete', name);
  return seen;
};
assert.equal(await answered('flawed', source), 'cut off');
console.log('flaw shown: the request in progress was cut off by the reload');
const mended = source.replace("'SIGTERM'", "'SIGINT'");
assert.notEqual(mended, source);
assert.equal(await answered('mended', mended), 'finished');

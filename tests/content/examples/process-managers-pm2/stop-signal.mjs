// level: run
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

const free = createServer().listen(0, '127.0.0.1');
await new Promise((done) => free.once('listening', done));
const { port } = free.address();
free.close();
const source = readFileSync(process.env.EXAMPLE, 'utf8');
const pm2 = (...words) => execFileSync('node', ['node_modules/pm2/bin/pm2', ...words], { encoding: 'utf8' });
const answered = async (name, code) => {
  writeFileSync(`${name}.js`, `
    const app = require('express')();
    const pool = { end: async () => {} };
    app.get('/', (req, res) => { setTimeout(() => res.end('finished'), 700); });
    ${code.replace('3000', port)}
  `);
  pm2('start', `${name}.js`, '--name', name, '-i', '1', '-s');
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 50; tries += 1) {
    if (await fetch(`${url}/nothing`, { headers: { connection: 'close' } }).then(() => true, () => false)) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  const answer = fetch(url, { headers: { connection: 'close' } }).then((one) => one.text(), () => 'cut off');
  await new Promise((done) => setTimeout(done, 100));
  pm2('reload', name, '-s');
  const seen = await answer;
  pm2('delete', name, '-s');
  return seen;
};
try {
  assert.equal(await answered('flawed', source), 'cut off');
  console.log('flaw shown: the request in progress was cut off by the reload');
  const mended = source.replace("'SIGTERM'", "'SIGINT'");
  assert.notEqual(mended, source);
  assert.equal(await answered('mended', mended), 'finished');
} finally {
  pm2('kill', '-s');
}

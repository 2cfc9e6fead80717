// level: run
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { pm2, port } from './pm2_daemon.mjs';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
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

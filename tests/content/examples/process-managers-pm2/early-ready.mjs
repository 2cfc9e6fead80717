// level: run
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

const free = createServer().listen(0, '127.0.0.1');
await once(free, 'listening');
const { port } = free.address();
free.close();
const source = readFileSync(process.env.EXAMPLE, 'utf8');
const bin = 'node_modules/pm2/bin/pm2';
const pm2 = (...words) => execFileSync('node', [bin, ...words], { encoding: 'utf8' });
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const ask = () => fetch(`http://127.0.0.1:${port}`, { headers: { connection: 'close' } }).then((one) => one.text(), () => 'refused');
const seen = async (name, code) => {
  writeFileSync(`${name}.js`, `
    const http = require('node:http');
    const port = ${port};
    const handle = (req, res) => res.end('served');
    const connectToDatabase = () => new Promise((done) => setTimeout(done, 1500));
    ${code}
  `);
  pm2('start', `${name}.js`, '--name', name, '-i', '1', '--wait-ready', '--listen-timeout', '8000', '-s');
  for (let tries = 0; tries < 100 && (await ask()) !== 'served'; tries += 1) await pause(50);
  const reload = spawn('node', [bin, 'reload', name, '-s']);
  const over = once(reload, 'exit');
  let going = true;
  over.then(() => pause(2500)).then(() => (going = false));
  const answers = new Set();
  while (going) {
    answers.add(await ask());
    await pause(20);
  }
  assert.equal(await ask(), 'served');
  pm2('delete', name, '-s');
  return answers;
};
try {
  assert.ok((await seen('flawed', source)).has('refused'));
  console.log('flaw shown: requests were refused between the message and the opening of the port');
  const mended = source.replace("process.send('ready');\n", '').replace('listen(port)', "listen(port, () => process.send('ready'))");
  assert.deepEqual([...(await seen('mended', mended))], ['served']);
} finally {
  pm2('kill', '-s');
}

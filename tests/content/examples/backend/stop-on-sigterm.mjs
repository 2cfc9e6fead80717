// level: run
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';

writeFileSync('server.mjs', `
import http from 'node:http';
const db = { end: async () => console.log('database closed') };
const handle = (req, res) => {
  console.log('begun');
  setTimeout(() => res.end('finished'), 500);
};
${readFileSync(process.env.EXAMPLE, 'utf8')}
server.on('listening', () => console.log('port', server.address().port));
`);
const env = { ...process.env, PORT: '0' };
const child = spawn('node', ['server.mjs'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
let said = '';
child.stdout.on('data', (data) => (said += data));
const heard = async (pattern) => {
  while (!pattern.test(said)) await once(child.stdout, 'data');
  return said.match(pattern);
};
const [, port] = await heard(/port (\d+)/);
const answer = new Promise((resolve, reject) => {
  const request = http.get({ port, host: 'localhost', agent: false });
  request.on('error', reject).on('response', async (res) => resolve((await res.toArray()).join('')));
});
await heard(/begun/);
child.kill('SIGTERM');
assert.equal(await answer, 'finished', 'the request in progress is answered');
const [code] = await once(child, 'exit');
assert.equal(code, 0);
assert.match(said, /database closed/);

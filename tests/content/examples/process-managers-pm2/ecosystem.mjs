// level: run
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

const free = createServer().listen(0, '127.0.0.1');
await new Promise((done) => free.once('listening', done));
const { port } = free.address();
free.close();
writeFileSync('server.js', `
const server = require('node:http').createServer((req, res) => {
  res.setHeader('Connection', 'close');
  setTimeout(() => res.end(process.env.NODE_ENV), 100);
});
setTimeout(() => server.listen(${port}, () => process.send('ready')), 300);
process.once('SIGINT', () => server.close(() => process.exit(0)));
`);
renameSync(process.env.EXAMPLE, 'ecosystem.config.js');
const pm2 = (...words) => execFileSync('node', ['node_modules/pm2/bin/pm2', ...words], { encoding: 'utf8' });
const listed = () => JSON.parse(pm2('jlist', '-s'));
try {
  pm2('start', 'ecosystem.config.js', '--env', 'production', '-s');
  const before = listed();
  assert.ok(before.length >= 1);
  const [app] = before;
  assert.equal(app.name, 'shop-api');
  assert.equal(app.pm2_env.exec_mode, 'cluster_mode');
  assert.equal(app.pm2_env.max_memory_restart, 400 * 1024 * 1024);
  const cores = Number(execFileSync('node', ['-p', 'os.availableParallelism()']));
  assert.equal(before.length, cores, 'a worker per core');
  let going = true;
  const answers = [];
  const users = [1, 2, 3, 4].map(async () => {
    while (going) answers.push(await fetch(`http://127.0.0.1:${port}`).then((one) => one.text(), String));
  });
  pm2('reload', 'ecosystem.config.js', '--env', 'production', '-s');
  going = false;
  await Promise.all(users);
  assert.deepEqual([...new Set(answers)], ['production'], 'no request fails during the reload');
  const pids = new Set(before.map((one) => one.pid));
  assert.ok(listed().every((one) => !pids.has(one.pid)), 'all workers are new');
} finally {
  pm2('kill', '-s');
}

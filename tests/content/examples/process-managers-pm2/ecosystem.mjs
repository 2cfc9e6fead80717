// level: run
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, writeFileSync } from 'node:fs';
import { pm2, port } from './pm2_daemon.mjs';

writeFileSync('server.js', `
const server = require('node:http').createServer((req, res) => {
  res.setHeader('Connection', 'close');
  setTimeout(() => res.end(process.env.NODE_ENV), 100);
});
setTimeout(() => server.listen(${port}, () => process.send('ready')), 300);
process.once('SIGINT', () => server.close(() => process.exit(0)));
`);
renameSync(process.env.EXAMPLE, 'ecosystem.config.js');
const listed = () => JSON.parse(pm2('jlist'));
pm2('start', 'ecosystem.config.js', '--env', 'production');
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
const ask = () =>
  fetch(`http://127.0.0.1:${port}`, { signal: AbortSignal.timeout(5000) }).then((one) => one.text()).catch(String);
const users = [1, 2, 3, 4].map(async () => {
  while (going) answers.push(await ask());
});
await once(spawn('node', ['node_modules/pm2/bin/pm2', 'reload', 'ecosystem.config.js', '--env', 'production', '-s']), 'exit');
going = false;
await Promise.all(users);
assert.ok(answers.length > 10, `${answers.length} requests`);
assert.deepEqual([...new Set(answers)], ['production'], 'no request fails during the reload');
const pids = new Set(before.map((one) => one.pid));
assert.ok(listed().every((one) => !pids.has(one.pid)), 'all workers are new');

// level: run
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pm2 } from './pm2_daemon.mjs';

mkdirSync('bin');
symlinkSync(path.resolve('node_modules/pm2/bin/pm2'), 'bin/pm2');
process.env.PATH = `${path.resolve('bin')}:${process.env.PATH}`;

mkdirSync('release');
const named = { name: 'shop', version: '1.0.0' };
writeFileSync('release/package.json', JSON.stringify(named));
writeFileSync('release/package-lock.json', JSON.stringify({ ...named, lockfileVersion: 3, packages: { '': named } }));
writeFileSync('release/server.js', 'setInterval(() => {}, 1000);');
writeFileSync('release/ecosystem.config.js', `module.exports = { apps: [
  { name: 'shop', script: './server.js', exec_mode: 'cluster', instances: 2, env_production: { NODE_ENV: 'production' } },
] };`);
const release = () => {
  execFileSync('bash', [process.env.EXAMPLE], { cwd: 'release', stdio: 'pipe' });
  return JSON.parse(pm2('jlist'));
};

const first = release();
assert.equal(first.length, 2, 'the first release starts the programs');
const second = release();
assert.deepEqual(second.map((one) => one.pm_id), first.map((one) => one.pm_id));
assert.ok(second.every((one, at) => one.pid !== first[at].pid), 'later ones replace the workers');
assert.equal(second[0].pm2_env.NODE_ENV, 'production');
const saved = JSON.parse(readFileSync(path.join(process.env.HOME, '.pm2/dump.pm2'), 'utf8'));
assert.equal(saved.length, 2, 'the list is saved');

// level: run
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const pm2 = path.resolve('node_modules/pm2/bin/pm2');
mkdirSync('bin');
symlinkSync(pm2, 'bin/pm2');
mkdirSync('release');
writeFileSync('release/package.json', '{"name": "shop", "version": "1.0.0"}');
writeFileSync('release/package-lock.json', '{"name": "shop", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {}}}');
writeFileSync('release/server.js', "setInterval(() => {}, 1000); console.log(process.env.NODE_ENV);");
writeFileSync('release/ecosystem.config.js', `module.exports = { apps: [
  { name: 'shop', script: './server.js', exec_mode: 'cluster', instances: 2, env_production: { NODE_ENV: 'production' } },
] };`);
const env = { ...process.env, PATH: `${path.resolve('bin')}:${process.env.PATH}` };
const release = () => {
  execFileSync('bash', [process.env.EXAMPLE], { cwd: 'release', env, stdio: 'pipe' });
  return JSON.parse(execFileSync('node', [pm2, 'jlist', '-s'], { encoding: 'utf8' }));
};
try {
  const first = release();
  assert.equal(first.length, 2, 'the first release starts the programs');
  const second = release();
  assert.deepEqual(second.map((one) => one.pm_id), first.map((one) => one.pm_id));
  assert.ok(second.every((one, at) => one.pid !== first[at].pid), 'later ones replace the workers');
  assert.equal(second[0].pm2_env.NODE_ENV, 'production');
  const saved = JSON.parse(readFileSync(path.join(process.env.HOME, '.pm2/dump.pm2'), 'utf8'));
  assert.equal(saved.length, 2, 'the list is saved');
} finally {
  execFileSync('node', [pm2, 'kill', '-s']);
}

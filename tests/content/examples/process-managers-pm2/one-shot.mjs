// level: run
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';

renameSync(process.env.EXAMPLE, 'ecosystem.config.js');
writeFileSync('import.js', 'setTimeout(() => process.exit(0), 300);');
writeFileSync('failing.js', 'setTimeout(() => process.exit(1), 300);');
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
pm2('start', 'ecosystem.config.js');
pm2('start', 'failing.js', '--stop-exit-codes', '0');
await new Promise((done) => setTimeout(done, 3000));
const [succeeded, failed] = JSON.parse(pm2('jlist'));
assert.ok(failed.pm2_env.restart_time > 1, 'another exit code leads to a restart');
console.log(`reading: ${succeeded.pm2_env.status}, with ${succeeded.pm2_env.restart_time} restarts`);

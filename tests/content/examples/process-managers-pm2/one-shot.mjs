// level: run
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';

renameSync(process.env.EXAMPLE, 'ecosystem.config.js');
writeFileSync('import.js', 'setTimeout(() => process.exit(0), 300);');
writeFileSync('failing.js', 'setTimeout(() => process.exit(1), 300);');
const pm2 = (...words) => execFileSync('node', ['node_modules/pm2/bin/pm2', ...words], { encoding: 'utf8' });
try {
  pm2('start', 'ecosystem.config.js', '-s');
  pm2('start', 'failing.js', '--stop-exit-codes', '0', '-s');
  await new Promise((done) => setTimeout(done, 3000));
  const [succeeded, failed] = JSON.parse(pm2('jlist', '-s'));
  assert.ok(failed.pm2_env.restart_time > 1, 'another exit code leads to a restart');
  console.log(`reading: ${succeeded.pm2_env.status}, with ${succeeded.pm2_env.restart_time} restarts`);
} finally {
  pm2('kill', '-s');
}

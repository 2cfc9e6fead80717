// level: run
import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import { pm2 } from './pm2_daemon.mjs';

renameSync(process.env.EXAMPLE, 'ecosystem.config.js');
writeFileSync('import.js', 'setTimeout(() => process.exit(0), 300);');
writeFileSync('failing.js', 'setTimeout(() => process.exit(1), 300);');
pm2('start', 'ecosystem.config.js');
pm2('start', 'failing.js', '--stop-exit-codes', '0');
await new Promise((done) => setTimeout(done, 3000));
const [succeeded, failed] = JSON.parse(pm2('jlist'));
assert.ok(failed.pm2_env.restart_time > 1, 'another exit code leads to a restart');
console.log(`reading: ${succeeded.pm2_env.status}, with ${succeeded.pm2_env.restart_time} restarts`);

// A PM2 of the check's own: its daemon runs from the import of this module until the check ends.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';

/** The port for the program under PM2, below those that the system gives out; checks side by side have each another. */
export const port = 20_000 + (process.pid % 12_000);

/** What the command `pm2` with these words prints. */
export const pm2 = (...words) =>
  execFileSync('node', ['node_modules/pm2/bin/pm2', ...words, '-s'], { encoding: 'utf8' });

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

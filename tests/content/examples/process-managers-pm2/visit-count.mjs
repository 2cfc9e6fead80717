// level: run
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const port = 20_000 + (process.pid % 12_000);
writeFileSync('visits.js', readFileSync(process.env.EXAMPLE, 'utf8').replace('3000', `${port}, () => process.send('ready')`));
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
pm2('start', 'visits.js', '-i', '2', '--wait-ready');
const answers = [];
for (let visit = 0; visit < 4; visit += 1) {
  const answer = await fetch(`http://127.0.0.1:${port}`, { headers: { connection: 'close' }, signal: AbortSignal.timeout(10_000) });
  answers.push(await answer.text());
}
console.log(`reading: ${answers.join(', ')}`);

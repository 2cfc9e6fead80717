// level: run
import { readFileSync, writeFileSync } from 'node:fs';
import { pm2, port } from './pm2_daemon.mjs';

writeFileSync('visits.js', readFileSync(process.env.EXAMPLE, 'utf8').replace('3000', `${port}, () => process.send('ready')`));
pm2('start', 'visits.js', '-i', '2', '--wait-ready');
const answers = [];
for (let visit = 0; visit < 4; visit += 1) {
  const answer = await fetch(`http://127.0.0.1:${port}`, { headers: { connection: 'close' }, signal: AbortSignal.timeout(10_000) });
  answers.push(await answer.text());
}
console.log(`reading: ${answers.join(', ')}`);

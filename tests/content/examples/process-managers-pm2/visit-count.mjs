// level: run
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

const free = createServer().listen(0, '127.0.0.1');
await once(free, 'listening');
const { port } = free.address();
free.close();
writeFileSync('visits.js', readFileSync(process.env.EXAMPLE, 'utf8').replace('3000', `${port}, () => process.send('ready')`));
const pm2 = (...words) => execFileSync('node', ['node_modules/pm2/bin/pm2', ...words], { encoding: 'utf8' });
try {
  pm2('start', 'visits.js', '-i', '2', '--wait-ready', '-s');
  const answers = [];
  for (let visit = 0; visit < 4; visit += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}`, { headers: { connection: 'close' } });
    answers.push(await answer.text());
  }
  console.log(`reading: ${answers.join(', ')}`);
} finally {
  pm2('kill', '-s');
}

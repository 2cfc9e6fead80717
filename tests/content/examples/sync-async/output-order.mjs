// level: run
import { execFileSync } from 'node:child_process';

const printed = execFileSync(process.execPath, [process.env.EXAMPLE], { encoding: 'utf8' });
console.log(`reading: ${printed.trim().split('\n').join(' ')}`);

// level: run
import { copyFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

copyFileSync(process.env.EXAMPLE, 'started.mjs');
console.log(`reading: ${execFileSync(process.execPath, ['started.mjs'], { encoding: 'utf8' }).trim()}`);

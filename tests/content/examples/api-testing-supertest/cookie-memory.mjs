// level: run
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const printed = new Promise((resolve) => {
  const log = (...words) => resolve(words.join(' '));
  new Function('require', 'console', readFileSync(process.env.EXAMPLE, 'utf8'))(createRequire(import.meta.url), { log });
});
console.log(`reading: \`${await printed}\``);

// level: run
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

let seen;
const output = { log: (text) => (seen = text) };
new Function('require', 'console', readFileSync(process.env.EXAMPLE, 'utf8'))(createRequire(import.meta.url), output);
console.log(`reading: ${seen}`);

// level: run
import { readFileSync } from 'node:fs';

const lines = [];
const console_ = { log: (...values) => lines.push(values.join(' ')) };
new Function('console', readFileSync(process.env.EXAMPLE, 'utf8'))(console_);
console.log(`reading: ${lines.at(-1)}`);

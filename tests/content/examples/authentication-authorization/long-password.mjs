// level: run
import { readFileSync } from 'node:fs';
import bcrypt from 'bcryptjs';

const AsyncFunction = (async () => {}).constructor;
const lines = [];
const console_ = { log: (...values) => lines.push(values.join(' ')) };
await new AsyncFunction('bcrypt', 'console', readFileSync(process.env.EXAMPLE, 'utf8'))(bcrypt, console_);
console.log(`reading: ${lines.join(' ')}`);

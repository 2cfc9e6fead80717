// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import jwt from 'jsonwebtoken';

const printed = [];
const source = readFileSync(process.env.EXAMPLE, 'utf8');
const run = new Function('jwt', 'secret', 'console', source);
run(jwt, 'a secret of more than thirty-two bytes', { log: (line) => printed.push(line) });
assert.equal(printed.length, 2);
console.log(`reading: ${printed[0]}, then ${printed[1]}`);

// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

function printed(source) {
  let seen;
  const output = { log: (text) => (seen = text) };
  new Function('require', 'console', source)(createRequire(import.meta.url), output);
  return seen;
}

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const whole = source.replace('{ password:', "{ email: 'ada@example.com', password:");
assert.equal(printed(whole), 'repeat', 'with an address the rule is heard');
console.log(`reading: ${printed(source)}`);

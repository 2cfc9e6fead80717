// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const printedBy = (source) => {
  const lines = [];
  new Function('require', 'console', source)(createRequire(import.meta.url), { log: (line) => lines.push(line) });
  assert.equal(lines.length, 1);
  return lines[0];
};
const source = readFileSync(process.env.EXAMPLE, 'utf8');
const nullable = source.replace('[User!]', '[User]');
assert.notEqual(nullable, source);
assert.equal(printedBy(nullable), 2, 'a nullable element keeps the loss small');
console.log(`reading: \`${printedBy(source)}\``);

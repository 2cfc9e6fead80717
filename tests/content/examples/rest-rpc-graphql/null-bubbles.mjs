// level: run
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const printed = (code) => {
  writeFileSync('bubbles.mjs', code);
  return execFileSync(process.execPath, ['bubbles.mjs'], { encoding: 'utf8' }).trim();
};
assert.equal(printed(source.replace('Float!', 'Float')), '{"book":{"title":"Emma","price":null}}');
console.log(`reading: ${printed(source)}`);

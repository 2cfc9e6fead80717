// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const AsyncFunction = (async () => {}).constructor;
const priceOf = async (article) => (article === 'book' ? pause(10, 20) : pause(60, 3));

async function printed(code) {
  const lines = [];
  await new AsyncFunction('priceOf', 'console', code)(priceOf, { log: (line) => lines.push(line) });
  return lines;
}

assert.deepEqual(await printed(source), [3]);
console.log('flaw shown: the book was lost from the sum');

const mended = source.replace('total += await priceOf(article);', 'const price = await priceOf(article); total += price;');
assert.deepEqual(await printed(mended), [23]);

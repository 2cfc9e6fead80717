// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const createLoader = new Function(`${readFileSync(process.env.EXAMPLE, 'utf8')}\nreturn createLoader;`)();
const batches = [];
const load = createLoader(async (keys) => {
  batches.push(keys);
  if (keys.includes('bad')) throw new Error('down');
  return keys.map((key) => key * 10);
});

const later = Promise.resolve().then(() => load(3));
assert.deepEqual(await Promise.all([load(1), load(2), later]), [10, 20, 30]);
assert.deepEqual(batches, [[1, 2, 3]], 'one batch for all keys of a turn');
assert.equal(await load(4), 40);
assert.deepEqual(batches[1], [4], 'the next turn has a batch of its own');
await assert.rejects(Promise.all([load('bad'), load(5)]), /down/);

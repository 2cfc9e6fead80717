// level: run on mingo, without a MongoDB server
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { find } from 'mingo';

const rows = [];
const people = {
  insertMany: async (documents) => rows.push(...documents),
  countDocuments: async (filter) => find(rows, filter).all().length,
};
const lines = [];
const console_ = { log: (...values) => lines.push(values.join(' ')) };
const AsyncFunction = (async () => {}).constructor;
await new AsyncFunction('people', 'console', readFileSync(process.env.EXAMPLE, 'utf8'))(people, console_);
console.log(`reading: ${lines.join(' ')}`);
assert.equal(await people.countDocuments({ phone: { $type: 'null' } }), 1, 'only the stored null');
assert.equal(await people.countDocuments({ phone: { $exists: false } }), 1, 'only the missing field');

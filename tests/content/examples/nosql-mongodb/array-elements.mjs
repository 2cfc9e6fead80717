// level: run on mingo, without a MongoDB server
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { find } from 'mingo';

const item = (sku, qty) => ({ sku, qty });
const rows = [
  { _id: 'many mugs', paid: true, items: [item('mug', 6)] },
  { _id: 'no mug', paid: true, items: [item('pen', 9)] },
  { _id: 'five', paid: true, items: [item('mug', 5)] },
  { _id: 'mugs and pens', paid: true, items: [item('mug', 2), item('pen', 9)] },
  { _id: 'unpaid', paid: false, items: [item('mug', 8)] },
];
const source = readFileSync(process.env.EXAMPLE, 'utf8');
const found = (code) => {
  const search = new Function(`${code}; return ordersWithManyMugs;`)();
  return search({ find: (filter) => find(rows, filter) }).all().map((order) => order._id);
};

assert.deepEqual(found(source), ['many mugs', 'mugs and pens']);
console.log('flaw shown: two mugs and nine pens are found as well');
const lines = source.split('\n');
lines[3] = "items: { $elemMatch: { sku: 'mug', qty: { $gt: 5 } } },";
assert.deepEqual(found(lines.join('\n')), ['many mugs']);

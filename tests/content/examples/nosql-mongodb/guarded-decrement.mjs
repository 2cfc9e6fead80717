// level: run on mingo, without a MongoDB server
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { updateOne } from 'mingo';

class SoldOut extends Error {}
const AsyncFunction = (async () => {}).constructor;
const buy = new AsyncFunction('products', 'productId', 'SoldOut', readFileSync(process.env.EXAMPLE, 'utf8'));
const rows = [{ _id: 7, stock: 1 }, { _id: 8, stock: 5 }];
const products = { updateOne: async (filter, update) => updateOne(rows, filter, update) };

await buy(products, 7, SoldOut);
assert.equal(rows[0].stock, 0);
await assert.rejects(buy(products, 7, SoldOut), SoldOut, 'the last piece is sold once');
assert.deepEqual(rows, [{ _id: 7, stock: 0 }, { _id: 8, stock: 5 }]);

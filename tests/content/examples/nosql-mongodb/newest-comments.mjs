// level: run on mingo, without a MongoDB server
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { updateOne } from 'mingo';

const AsyncFunction = (async () => {}).constructor;
const add = new AsyncFunction('posts', 'postId', 'comment', readFileSync(process.env.EXAMPLE, 'utf8'));
const rows = [{ _id: 1, newest: [], commentCount: 0 }, { _id: 2, newest: [], commentCount: 0 }];
const posts = { updateOne: async (filter, update) => updateOne(rows, filter, update) };

for (const at of [10, 30, 20, 60, 50, 40, 70]) await add(posts, 2, { at, text: `at ${at}` });
assert.deepEqual(rows[1].newest.map((comment) => comment.at), [70, 60, 50, 40, 30]);
assert.equal(rows[1].commentCount, 7);
assert.deepEqual(rows[0], { _id: 1, newest: [], commentCount: 0 });

// level: run on mingo, without a MongoDB server
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { find } from 'mingo';

const nextPage = new Function(`${readFileSync(process.env.EXAMPLE, 'utf8')}; return nextPage;`)();
const rows = Array.from({ length: 50 }, (_, at) => ({ _id: at, createdAt: new Date(1000 * Math.floor(at / 4)) }));
const posts = { find: (filter) => find(rows, filter) };
const newestFirst = rows.map((row) => row._id).reverse();

const seen = [newestFirst[0]];
for (;;) {
  const page = nextPage(posts, rows[seen.at(-1)], 7).all();
  if (page.length === 0) break;
  assert.ok(page.length <= 7);
  seen.push(...page.map((post) => post._id));
}
assert.deepEqual(seen, newestFirst, 'each post is shown once, though four at a time share a moment');

// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const table = [{ id: 1, name: 'Ann' }, { id: 2, name: 'Ben' }];
let statements = 0;
const db = {
  query: async (sql, [ids]) => {
    statements += 1;
    return { rows: table.filter(({ id }) => ids.includes(id)) };
  },
};
const source = readFileSync(process.env.EXAMPLE, 'utf8');
const make = (code) => new Function('require', `${code}\nreturn createLoaders;`)(createRequire(import.meta.url));

const names = async (createLoaders) => {
  const { users } = createLoaders(db);
  return (await Promise.all([users.load(2), users.load(1)])).map(({ name }) => name);
};
assert.deepEqual(await names(make(source)), ['Ann', 'Ben'], 'the keys 2, 1 should get the wrong names');
assert.equal(statements, 1, 'both are read by one statement');

const inOrder = 'const { rows } = $1; const byId = new Map(rows.map((r) => [r.id, r])); return ids.map((id) => byId.get(id));';
const fixed = source.replace(/return (\(await .*\))\.rows;/, inOrder);
assert.notEqual(fixed, source);
assert.deepEqual(await names(make(fixed)), ['Ben', 'Ann']);
console.log('flaw shown');

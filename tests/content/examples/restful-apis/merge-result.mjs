// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const printed = [];
const source = readFileSync(process.env.EXAMPLE, 'utf8');
const mergePatch = new Function('console', `${source}\nreturn mergePatch;`)({ log: (line) => printed.push(line) });
assert.equal(printed.length, 1);

// Cases of the table in RFC 7396, Appendix A.
const cases = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [['a', 'b'], ['c', 'd'], ['c', 'd']],
  [{ a: 'b' }, ['c'], ['c']],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];
for (const [target, patch, result] of cases) assert.deepEqual(mergePatch(target, patch), result);
console.log(`reading: \`${printed[0]}\``);

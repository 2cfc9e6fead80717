// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { jest } from './jest_run.mjs';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const { ended } = jest(source);
assert.equal(Object.keys(ended).length, 5);
assert.equal(ended['an order of 10000 cents gets 5 percent off'], 'passed');
assert.ok(Object.values(ended).every((status) => status === 'passed'));

const wrong = jest(source.replace('>= 10000', '> 10000')).ended;
assert.deepEqual(Object.keys(wrong).filter((name) => wrong[name] === 'failed'), ['an order of 10000 cents gets 5 percent off']);

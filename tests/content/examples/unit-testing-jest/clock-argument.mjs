// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { jest } from './jest_run.mjs';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const names = ['a coupon is good until the last millisecond', 'a coupon has expired at the very moment'];
const statuses = (code) => names.map((name) => jest(code).ended[name]);
assert.deepEqual(statuses(source), ['passed', 'passed']);
assert.deepEqual(statuses(source.replace('now >=', 'now >')), ['passed', 'failed']);
assert.equal(new Function(`${source.split('test(')[0]}; return isExpired(coupon);`)(), new Date() >= new Date('2026-03-01'));

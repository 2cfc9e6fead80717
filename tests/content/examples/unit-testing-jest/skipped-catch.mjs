// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { jest } from './jest_run.mjs';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
assert.deepEqual(jest(source).ended, { 'an overdraft is refused': 'passed' }, 'green although nothing is thrown');
console.log('flaw shown: withdraw() refuses nothing, and the test passes');

const demanded = source.replace('  try {', '  expect.assertions(1);\n  try {');
assert.deepEqual(jest(demanded).ended, { 'an overdraft is refused': 'failed' });
const refusing = demanded.replace('account.balance -=', "if (account.balance < amount) throw new Error('not enough');\n  account.balance -=");
assert.deepEqual(jest(refusing).ended, { 'an overdraft is refused': 'passed' });

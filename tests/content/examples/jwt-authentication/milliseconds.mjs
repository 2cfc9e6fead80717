// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import jwt from 'jsonwebtoken';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const secret = 'a secret of more than thirty-two bytes';
const lifetime = (code) => {
  const token = new Function('jwt', `${code}; return issue;`)(jwt)({ id: 7 }, secret);
  const { exp, iat } = jwt.verify(token, secret, { algorithms: ['HS256'] });
  return exp - iat;
};

const years = lifetime(source) / (365.25 * 24 * 3600);
assert.ok(years > 20_000 && years < 100_000, `${years} years`);
console.log(`flaw shown: the token lasts ${Math.round(years)} years`);
const seconds = source.replace('Date.now() + 15 * 60 * 1000', 'Math.floor(Date.now() / 1000) + 15 * 60');
assert.equal(lifetime(seconds), 900);

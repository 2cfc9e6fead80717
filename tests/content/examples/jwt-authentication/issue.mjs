// level: run
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const source = readFileSync(process.env.EXAMPLE, 'utf8');
const issueAccessToken = new Function('require', `${source}; return issueAccessToken;`)(require);

const token = issueAccessToken({ id: 7, role: 'reader' }, privateKey);
const checks = { algorithms: ['RS256'], issuer: 'https://login.example.com', audience: 'orders-api', complete: true };
const { header, payload } = require('jsonwebtoken').verify(token, publicKey, checks);
assert.deepEqual(header, { alg: 'RS256', typ: 'JWT', kid: 'key-2' });
const { iat, exp, ...claims } = payload;
assert.equal(exp - iat, 600);
assert.deepEqual(claims, { role: 'reader', iss: 'https://login.example.com', aud: 'orders-api', sub: '7' });

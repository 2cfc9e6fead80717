// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const loadSettings = async () => {
  await null;
  throw new Error('settings are away');
};
const make = (code) => new Function('loadSettings', 'DEFAULTS', `${code}; return settingsOf;`)(loadSettings, 'defaults');

await assert.rejects(make(source)(7), /settings are away/);
console.log('flaw shown: the failure passed the catch by');

assert.equal(await make(source.replace('return load', 'return await load'))(7), 'defaults');

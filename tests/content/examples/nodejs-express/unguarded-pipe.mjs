// level: run
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const around = (source) => `
import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream';
import express from 'express';
const FILES = 'files';
const app = express();
${source}
const server = app.listen(0, async () => {
  const url = 'http://127.0.0.1:' + server.address().port + '/files/';
  console.log(await (await fetch(url + 'here.txt')).text());
  await fetch(url + 'missing.txt').catch(() => console.log('cut off'));
  console.log('alive');
  process.exit(0);
});
`;
const run = (source) => {
  writeFileSync('app.mjs', around(source));
  return spawnSync(process.execPath, ['app.mjs'], { encoding: 'utf8', timeout: 20_000 });
};
mkdirSync('files');
writeFileSync('files/here.txt', 'content');
const source = readFileSync(process.env.EXAMPLE, 'utf8');
const wrong = run(source);
assert.match(wrong.stdout, /content/);
assert.equal(wrong.status, 1);
assert.match(wrong.stderr, /Unhandled 'error' event[\s\S]*ENOENT/);
console.log('flaw shown');
const right = run(source.replace('createReadStream(path).pipe(res);', 'pipeline(createReadStream(path), res, () => {});'));
assert.equal(right.status, 0);
assert.match(right.stdout, /alive/);

// level: run
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

writeFileSync('service.cjs', readFileSync(process.env.EXAMPLE, 'utf8') + '\nconsole.log(JSON.stringify(config));\n');
const start = (env) => spawnSync(process.execPath, ['service.cjs'], {
  env: { PATH: process.env.PATH, ...env }, encoding: 'utf8',
});
const DATABASE_URL = 'postgres://app@db:5432/app';

const good = start({ NODE_ENV: 'production', PORT: '8080', DATABASE_URL });
assert.equal(good.status, 0, good.stderr);
assert.deepEqual(JSON.parse(good.stdout), { NODE_ENV: 'production', PORT: 8080, DATABASE_URL });
assert.equal(JSON.parse(start({ NODE_ENV: 'test', DATABASE_URL }).stdout).PORT, 3000);

const bad = start({ NODE_ENV: 'prod', PORT: '80800', DATABASE_URL: 'mysql://db/app' });
assert.equal(bad.status, 1);
for (const name of ['NODE_ENV', 'PORT', 'DATABASE_URL']) assert.ok(bad.stderr.includes(name), `${name} is named`);
assert.equal(start({ NODE_ENV: 'test' }).status, 1, 'a missing variable stops it');

// level: run
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

writeFileSync('package.json', '{"type": "module"}');
writeFileSync('order.ts', readFileSync(process.env.EXAMPLE, 'utf8'));
writeFileSync('use.ts', `
import { Order, type OrderInput } from './order.js';
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const arrives: Same<OrderInput, { id: string; placedAt: string; note?: string | undefined }> = true;
const parsed: Same<Order, { id: string; placedAt: Date; note: string }> = true;
const order = Order.parse({ id: '0b3e4a1c-7d52-4f6e-9a3b-2c1d0e9f8a7b', placedAt: '2026-01-31T12:00:00Z' });
console.log(arrives, parsed, order.note === '', order.placedAt.getTime() === Date.UTC(2026, 0, 31, 12));
`);
const options = ['--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022', '--outDir', 'out'];
const run = (...command) => execFileSync(process.execPath, command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 2] });
try {
  run('node_modules/typescript/bin/tsc', ...options, 'use.ts');
} catch (error) {
  throw new Error(error.stdout);
}
assert.equal(run('out/use.js').trim(), 'true true true true');

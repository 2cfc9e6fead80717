// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setImmediate as turn } from 'node:timers/promises';

const require = createRequire(import.meta.url);
let viewer = 'ann';
const owners = { 1: 'ann', 2: 'ben' };
const invoices = {
  currentUser: () => viewer,
  loadVisibleInvoices: async (user, ids) => ids.map((id) => (owners[id] === user ? { id, total: 10 * id } : null)),
};
const load = (name) => (name === './invoices' ? invoices : require(name));
const source = readFileSync(process.env.EXAMPLE, 'utf8');
const make = (code) => new Function('require', `${code}\nreturn resolvers;`)(load);

const shared = make(source);
assert.deepEqual(await shared.Order.invoice({ invoiceId: 1 }), { id: 1, total: 10 });
await turn();
viewer = 'ben';
assert.deepEqual(await shared.Order.invoice({ invoiceId: 1 }), { id: 1, total: 10 }, 'no leak: the flaw is gone');

const perRequest = make(source);
assert.equal(await perRequest.Order.invoice({ invoiceId: 1 }), null, 'a loader made for this request keeps it back');
console.log('flaw shown');

// level: run on mingo and a stand-in for sessions, without a MongoDB server
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { updateOne } from 'mingo';

class TooPoor extends Error {}
const source = readFileSync(process.env.EXAMPLE, 'utf8');
const AsyncFunction = (async () => {}).constructor;

/** Writes with a session go to its copy of the rows, which a commit merges; writes without one take effect at once. */
const after = async (code, amount) => {
  const rows = [{ _id: 'ann', balance: 30 }, { _id: 'bob', balance: 0 }];
  const session = {
    async withTransaction(work) {
      this.changed = structuredClone(rows);
      await work();
      for (const row of this.changed) Object.assign(rows.find((one) => one._id === row._id), row);
    },
  };
  const client = { withSession: (work) => work(session) };
  const accounts = {
    updateOne: async (filter, update, options) => updateOne(options?.session?.changed ?? rows, filter, update),
  };
  const run = new AsyncFunction('client', 'accounts', 'from', 'to', 'amount', 'TooPoor', code);
  const failed = await run(client, accounts, 'ann', 'bob', amount, TooPoor).then(() => null, (error) => error);
  return { ann: rows[0].balance, bob: rows[1].balance, failed: failed instanceof TooPoor };
};

assert.deepEqual(await after(source, 50), { ann: 30, bob: 50, failed: true });
console.log('flaw shown: Bob has 50 more, and nobody paid');
const lines = source.split('\n');
lines[3] = lines[3].replace('amount } })', 'amount } }, { session })');
assert.deepEqual(await after(lines.join('\n'), 50), { ann: 30, bob: 0, failed: true });
assert.deepEqual(await after(lines.join('\n'), 20), { ann: 10, bob: 20, failed: false });

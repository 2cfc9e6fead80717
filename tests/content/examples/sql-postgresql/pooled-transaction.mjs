// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 8 });
const transfer = new Function(`${readFileSync(process.env.EXAMPLE, 'utf8')}; return transfer;`)();
const balances = async () => (await pool.query('SELECT cents FROM accounts ORDER BY id')).rows.map((row) => row.cents);
await pool.query('CREATE TABLE accounts (id int PRIMARY KEY, cents int CHECK (cents BETWEEN 0 AND 1000))');
await pool.query('INSERT INTO accounts VALUES (1, 500), (2, 900)');

// Under load, another request takes each client as soon as it is idle.
const taken = [];
const busy = {
  async query(...statement) {
    const result = await pool.query(...statement);
    taken.push(await pool.connect());
    return result;
  },
};
await assert.rejects(transfer(busy, 1, 2, 200), /accounts_cents_check/);
taken.forEach((client) => client.release(true));
assert.deepEqual(await balances(), [300, 900]);
console.log('flaw shown: 200 have left one account and arrived nowhere');

// One client for all of it keeps the statements together.
const client = await pool.connect();
await assert.rejects(transfer(client, 1, 2, 200), /accounts_cents_check/);
await client.query('ROLLBACK');
client.release();
assert.deepEqual(await balances(), [300, 900]);
await pool.end();

// level: run on mingo, without a MongoDB server
import { readFileSync } from 'node:fs';
import { aggregate } from 'mingo';

const rows = [];
const orders = {
  insertMany: async (documents) => rows.push(...documents),
  aggregate: (pipeline) => ({ toArray: async () => aggregate(rows, pipeline) }),
};
const lines = [];
const console_ = { log: (...values) => lines.push(values.join(' ')) };
const AsyncFunction = (async () => {}).constructor;
await new AsyncFunction('orders', 'console', readFileSync(process.env.EXAMPLE, 'utf8'))(orders, console_);
console.log(`reading: ${lines.join(' ')}`);

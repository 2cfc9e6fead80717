// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { buildSchema, graphql } from 'graphql';

const schema = buildSchema(`
  type Customer { name: String! email: String! }
  type Item { title: String! quantity: Int! weight: Int! }
  type Order { id: ID! total: Int! customer: Customer! items(first: Int!): [Item!]! }
  type Query { order(id: ID!): Order }
`);
const items = Array.from({ length: 8 }, (_, at) => ({ title: `article ${at}`, quantity: 1, weight: 2 }));
const rootValue = {
  order: ({ id }) => ({
    id,
    total: 900,
    customer: { name: 'Ada', email: 'ada@example.com' },
    items: ({ first }) => items.slice(0, first),
  }),
};
const source = readFileSync(process.env.EXAMPLE, 'utf8');
const { data, errors } = await graphql({ schema, rootValue, source, variableValues: { id: '7' } });
assert.equal(errors, undefined);
assert.deepEqual(JSON.parse(JSON.stringify(data)), {
  order: {
    total: 900,
    customer: { name: 'Ada' },
    items: items.slice(0, 5).map(({ title, quantity }) => ({ title, quantity })),
  },
});

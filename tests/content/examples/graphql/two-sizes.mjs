// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { buildSchema, graphqlSync } from 'graphql';

const schema = buildSchema(`
  type Image { url: String! }
  type User { avatar(size: Int!): Image }
  type Query { user(id: ID!): User }
`);
const rootValue = { user: ({ id }) => ({ avatar: ({ size }) => ({ url: `/${id}/${size}.png` }) }) };
const source = readFileSync(process.env.EXAMPLE, 'utf8');

const { data, errors } = graphqlSync({ schema, source, rootValue, variableValues: { id: '7' } });
assert.equal(errors, undefined);
assert.equal(JSON.stringify(data.user), '{"small":{"url":"/7/32.png"},"large":{"url":"/7/256.png"}}');

const bare = graphqlSync({ schema, source: source.replace(/small: |large: /g, ''), rootValue, variableValues: { id: '7' } });
assert.match(bare.errors[0].message, /conflict/, 'without aliases the two do not validate');
const keys = Object.keys(data.user).map((key) => `\`${key}\``);
assert.ok(Object.values(data.user).every((picture) => Object.keys(picture).join() === 'url'));
console.log(`reading: ${keys.join(' and ')}, each with a url inside it`);

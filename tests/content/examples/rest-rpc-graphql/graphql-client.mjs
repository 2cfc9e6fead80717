// level: run
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { buildSchema, graphql } from 'graphql';

const schema = buildSchema('type Book { title: String! } type Query { book(id: ID!): Book }');
const rootValue = {
  book: ({ id }) => {
    if (id === 'broken') throw new Error('the database is away');
    return id === '1' ? { title: 'Emma' } : null;
  },
};
const sent = [];
const server = createServer(async (req, res) => {
  const { query, variables } = await json(req);
  sent.push(await graphql({ schema, rootValue, source: query, variableValues: variables }));
  res.setHeader('Content-Type', 'application/json').end(JSON.stringify(sent.at(-1)));
}).listen(0, '127.0.0.1');
await once(server, 'listening');

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const client = (code) => {
  const local = code.replace('https://api.example.com', `http://127.0.0.1:${server.address().port}`);
  return new Function('BOOK_QUERY', `${local}; return loadBook;`)('query ($id: ID!) { book(id: $id) { title } }');
};
assert.deepEqual(await client(source)('1'), { title: 'Emma' });
assert.equal(await client(source)('unknown'), null);
assert.equal(await client(source)('broken'), null);
assert.match(sent.at(-1).errors[0].message, /database is away/);
console.log('flaw shown: a failed resolver looks like a missing book');

const mended = source.replace('const { data } = await response.json();', 'const { data, errors } = await response.json(); if (errors) throw new Error(errors[0].message);');
await assert.rejects(client(mended)('broken'), /database is away/);
process.exit(0);

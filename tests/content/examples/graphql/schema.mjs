// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { buildSchema, graphqlSync } from 'graphql';

const schema = buildSchema(readFileSync(process.env.EXAMPLE, 'utf8'));
const ask = (source, post) => graphqlSync({ schema, source, rootValue: { post: () => post } });

const ann = { id: 1, name: 'Ann', posts: ({ first }) => Array(first).fill({ title: 'One' }) };
const bare = ask('{ post(id: 1) { title summary author { name } } }', { title: 'One', author: ann });
assert.equal(bare.errors, undefined, 'a post without a summary is fine');
assert.equal(bare.data.post.summary, null);

const lost = ask('{ post(id: 1) { title author { name } } }', { title: 'One', author: null });
assert.equal(lost.data.post, null, 'a post without its author is lost as a whole');
assert.equal(lost.errors.length, 1);

const paged = ask('{ post(id: 1) { author { posts { title } } } }', { author: ann });
assert.equal(paged.data.post.author.posts.length, 20, 'the page size has a default');

// level: parsed, without a MongoDB server
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { calculateObjectSize, deserialize, serialize } from 'bson';

const calls = [];
const db = {
  createCollection: (...given) => calls.push(['createCollection', ...given]),
  users: { createIndex: (...given) => calls.push(['createIndex', ...given]) },
};
new Function('db', readFileSync(process.env.EXAMPLE, 'utf8'))(db);
assert.equal(calls.length, 2);
const [[, name, options], [, keys, how]] = calls;
assert.equal(name, 'users');
assert.deepEqual(Object.keys(options), ['validator']);
const schema = options.validator.$jsonSchema;
assert.deepEqual(deserialize(serialize(schema)), schema, 'it can be sent as BSON');
assert.ok(calculateObjectSize(schema) > 0);
assert.ok(schema.required.every((field) => field in schema.properties), 'what is required is described');
const types = [schema.bsonType, ...Object.values(schema.properties).map((property) => property.bsonType)];
assert.deepEqual(types, ['object', 'string', 'date'], 'all are type names that the server knows');
assert.match('ann@example.com', new RegExp(schema.properties.email.pattern));
assert.deepEqual([keys, how], [{ email: 1 }, { unique: true }]);

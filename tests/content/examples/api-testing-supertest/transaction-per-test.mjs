// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { jestWithApp } from './jest_run.mjs';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const db = new pg.Client({ connectionString: process.env.DATABASE_URL });
await db.connect();
await db.query('CREATE TABLE users (id serial PRIMARY KEY, name text UNIQUE NOT NULL)');
const app = `
const express = require('express');
exports.createApp = (db) => {
  const app = express();
  app.use(express.json());
  app.post('/users', async (req, res) => {
    await db.query('INSERT INTO users (name) VALUES ($1)', [req.body.name]);
    res.sendStatus(201);
  });
  return app;
};`;
const names = ['a new user is stored, run 1', 'a new user is stored, run 2'];
const ended = jestWithApp(source, app);
assert.deepEqual(names.map((name) => ended[name]), ['passed', 'passed']);
assert.equal((await db.query('SELECT * FROM users')).rowCount, 0, 'nothing is left behind');

const committed = jestWithApp(source.replace("'ROLLBACK'", "'COMMIT'"), app);
assert.deepEqual(names.map((name) => committed[name]), ['passed', 'failed'], 'without the rollback the second run fails');
await db.end();

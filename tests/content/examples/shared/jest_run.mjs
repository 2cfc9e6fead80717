// Jest with the code of an example as its only test file.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** How each test of the code ends, by its name, and what was logged; `more` are options of Jest. */
export function jest(code, ...more) {
  writeFileSync('one.test.js', code);
  const given = ['node_modules/jest/bin/jest.js', '--config={"testEnvironment":"node"}', '--json', ...more];
  const { stdout, stderr } = spawnSync('node', given, { encoding: 'utf8' });
  const [{ assertionResults, message }] = JSON.parse(stdout).testResults;
  assert.ok(assertionResults.length, message);
  return { ended: Object.fromEntries(assertionResults.map(({ title, status }) => [title, status])), stderr };
}

/** How each test of the code ends, by its name, where the application that it calls stands in app.js. */
export function jestWithApp(code, app) {
  writeFileSync('app.js', app);
  return jest(code).ended;
}

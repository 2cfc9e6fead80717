// level: run
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const source = readFileSync(process.env.EXAMPLE, 'utf8');

async function told(code) {
  const log = [];
  const sendMail = async (user) => {
    log.push(`begun ${user}`);
    await pause(20);
    log.push(`sent ${user}`);
  };
  const notify = new Function('sendMail', 'console', `${code}; return notify;`)(sendMail, { log: (line) => log.push(line) });
  await notify(['Ada', 'Ben']);
  await pause(100);
  return log;
}

assert.deepEqual(await told(source), ['begun Ada', 'begun Ben', 'done', 'sent Ada', 'sent Ben']);
console.log('flaw shown: “done” was printed with the mails under way');

const mended = source.replace('users.forEach(async (user) => {', 'await Promise.all(users.map(async (user) => {').replace('});', '}));');
assert.equal((await told(mended)).at(-1), 'done');

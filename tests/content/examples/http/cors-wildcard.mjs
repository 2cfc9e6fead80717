// level: run
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import express from 'express';

const source = readFileSync(process.env.EXAMPLE, 'utf8');
const fixed = source.replace("'*'", 'req.get("Origin")');

if (isMainThread) {
  assert.notEqual(fixed, source);
  assert.equal(await seen(source), 'withheld: TypeError');
  console.log('flaw shown: the browser kept the answer from the script');
  assert.equal(await seen(fixed), 'read: secret');
} else {
  const [api, pages] = [express(), express()];
  new Function('app', workerData)(api);
  api.get('/', (req, res) => res.send('secret'));
  const target = `http://127.0.0.1:${api.listen(0).address().port}/`;
  pages.get('/', (req, res) => res.send(`<p id="out"></p><script>
    const say = (text) => { document.getElementById('out').textContent = text; };
    fetch('${target}', { credentials: 'include' }).then((r) => r.text())
      .then((text) => say('read: ' + text), (error) => say('withheld: ' + error.name));</script>`));
  const site = pages.listen(0);
  parentPort.postMessage(`http://127.0.0.1:${site.address().port}/`);
}

async function seen(code) {
  const servers = new Worker(new URL(import.meta.url), { workerData: code });
  const page = await new Promise((done) => servers.once('message', done));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--virtual-time-budget=5000', '--dump-dom'];
  const dom = execFileSync('chromium', [...flags, page], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  await servers.terminate();
  return /<p id="out">(.*?)<\/p>/.exec(dom)[1];
}

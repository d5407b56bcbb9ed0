// The soak of a queue: producers, consumers that are killed at random and replaced, and the reckoning.
const { mkdtempSync, readFileSync, readdirSync, rmSync, openSync, writeSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');
const mp = require('../../../dist/multiprocessing/index.js');

async function produce(queue, from, count) {
  for (let i = from; i < from + count; i++) await queue.put(i);
}

/** Writes each number it got at once, so that it stands there however it ends. */
async function consume(queue, folder) {
  const file = openSync(path.join(folder, String(process.pid)), 'w');
  const line = Buffer.alloc(4);
  for (;;) {
    const item = await queue.get();
    if (item === null) return;
    line.writeUInt32LE(item);
    writeSync(file, line);
  }
}

async function soak({ items, producers, consumers, kills, print }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'process-view-soak-'));
  try {
    return await run({ items, producers, consumers, kills, print, folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run({ items, producers, consumers, kills, print, folder }) {
  const queue = new mp.Queue(20_000);
  const each = Math.floor(items / producers);
  const began = performance.now();
  const makers = Array.from({ length: producers }, (_, i) => start(produce, queue, i * each, each));
  const takers = Array.from({ length: consumers }, () => start(consume, queue, folder));
  const memory = [];
  const killer = killAtRandom(
    takers,
    kills,
    () => start(consume, queue, folder),
    memory,
    print,
    folder,
    each * producers,
  );
  for (const maker of makers) await maker.join();
  await killer;
  for (let i = 0; i < consumers; i++) await queue.put(null);
  for (const taker of takers) await taker.join();
  const took = performance.now() - began;
  return { ...(await reckon(queue, folder, each * producers)), seconds: took / 1000, memoryMB: memory };
}

function start(target, ...args) {
  const child = new mp.Process({ target, args, daemon: true });
  child.start();
  return child;
}

/** Spread over the whole run: a kill each time another share of the items has been got. */
async function killAtRandom(takers, kills, replacement, memory, print, folder, items) {
  for (let kill = 1; kill <= kills; kill++) {
    while (gotSoFar(folder) < (items * kill) / (kills + 1)) await new Promise((resolve) => setTimeout(resolve, 5));
    const index = Math.floor(Math.random() * takers.length);
    takers[index].kill();
    await takers[index].join();
    takers[index] = replacement();
    if (kill % Math.ceil(kills / 8) !== 0) continue;
    memory.push(Math.round(process.memoryUsage().rss / 2 ** 20));
    print?.(`  ${gotSoFar(folder)} items got, ${kill} consumers killed, owner uses ${memory.at(-1)} MB`);
  }
}

const gotSoFar = (folder) =>
  readdirSync(folder).reduce((sum, name) => sum + require('node:fs').statSync(path.join(folder, name)).size / 4, 0);

/** How often each number was got, and what became of those that were not. */
async function reckon(queue, folder, items) {
  const times = new Uint8Array(items);
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(path.join(folder, name));
    for (let at = 0; at + 4 <= bytes.length; at += 4) times[bytes.readUInt32LE(at)]++;
  }
  const dead = new Set((await queue.deadLetters()).map(({ item }) => item));
  const got = times.reduce((sum, n) => sum + (n > 0 ? 1 : 0), 0);
  const twice = times.reduce((sum, n) => sum + (n > 1 ? 1 : 0), 0);
  const deadOnly = [...dead].filter((item) => item !== null && times[item] === 0).length;
  const missing = items - got - deadOnly;
  return { ok: twice === 0 && missing === 0, items, got, twice, deadOnly, missing, left: await queue.qsize() };
}

module.exports = { soak, produce, consume };

// Queue with one producer and two consumers, with the owner idle and busy, against Python's in the same rounds.
import exchange from './multiprocessing/exchange.cjs';
import { median, python } from './multiprocessing/python.mjs';

export const name = 'multiprocessing queue';

const ROUNDS = 5;
const ITEMS = 100_000;

export async function run({ print }) {
  const idle = [];
  const busy = [];
  const others = [];
  for (let round = 0; round < ROUNDS; round++) {
    idle.push(await exchange.queueRate(ITEMS));
    busy.push(await exchange.queueRate(ITEMS, true));
    const other = await python('python_exchange.py', 'queue');
    if (other) others.push(other.queue);
  }
  const rate = (values) => `${Math.round(median(values)).toLocaleString('en').padStart(10)}/s`;
  print(`  owner idle   ${rate(idle)}`);
  print(
    `  owner busy   ${rate(busy)}   ${(median(busy) / median(idle)).toFixed(2)} of the idle rate (bar: 0.5, or 50,000/s)`,
  );
  if (others.length === 0) return;
  print(`  Python       ${rate(others)}`);
  print(`  ${(median(idle) / median(others)).toFixed(2)} times Python (bar: 3)`);
}

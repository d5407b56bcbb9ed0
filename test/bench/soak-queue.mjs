// Many items through one queue with consumers killed at random: `node test/bench/soak-queue.mjs [items] [producers] [consumers]`.
// Every item must be got once, or be among the dead letters; the memory of the owner must stay flat.
import { createRequire } from 'node:module';

const { soak } = createRequire(import.meta.url)('./multiprocessing/soak.cjs');
const [items = 1_000_000, producers = 8, consumers = 8] = process.argv.slice(2).map(Number);

const result = await soak({ items, producers, consumers, kills: 40, print: console.log });
console.log(result);
process.exit(result.ok ? 0 : 1);

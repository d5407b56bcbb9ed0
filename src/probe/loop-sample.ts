/** What a process says of itself once a second: CPU, memory, how busy its loop is and, where that is idle, what keeps it alive. A part of its own: see `part.ts`. */

interface OwnSample {
  cpu: number;
  rss: number;
  loop: number;
  alive: Record<string, number> | undefined;
}

interface Moment {
  time: number;
  use: { idle: number; active: number };
  cpu: number;
}

let last: Moment | undefined;
let told: { loop: number; alive: string } | undefined;

// Loaded only now, as it would cost every start most of a millisecond.
const { eventLoopUtilization } = (require('node:perf_hooks') as typeof import('node:perf_hooks')).performance;

/** Undefined where nothing is new; `time` in microseconds. */
export function takeSample(time: number): OwnSample | undefined {
  const use = eventLoopUtilization();
  const { user, system } = process.cpuUsage();
  const now: Moment = { time, use, cpu: user + system };
  const loop = last === undefined ? busy(use.active, use.idle) : busySince(last, now);
  // Of the first second only the whole is known: since the process began.
  const cpu = last === undefined ? now.cpu / (process.uptime() * 1e6) : (now.cpu - last.cpu) / (time - last.time);
  last = now;
  const alive = loop < IDLE ? whatKeepsAlive() : undefined;
  if (!isNews(loop, JSON.stringify(alive) ?? '')) return undefined;
  return { cpu: Math.round(cpu * 1000) / 10, rss: process.memoryUsage.rss(), loop, alive };
}

const IDLE = 0.1;

function isNews(loop: number, alive: string): boolean {
  if (told !== undefined && Math.abs(loop - told.loop) < NOTABLE && alive === told.alive) return false;
  told = { loop, alive };
  return true;
}

const NOTABLE = 0.1;

const busySince = (before: Moment, now: Moment): number =>
  busy(now.use.active - before.use.active, now.use.idle - before.use.idle);

/** In thousandths. */
const busy = (active: number, idle: number): number =>
  active + idle > 0 ? Math.round((1000 * active) / (active + idle)) / 1000 : 0;

/** Node's names, and how many of each. */
function whatKeepsAlive(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** The sidebar's watch over runs that go on: it tells of a hang once it stands, takes it back when it is undone, and leaves the slow in peace. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standingHangs } from '../../src/recording/explain/hangs.js';
import { Recording } from '../../src/recording/recording.js';
import { hangSentence } from '../../src/recording/sentences.js';
import { HangWatch, type StandingHang } from '../../src/views/hang-watch.js';
import { QuietLines } from '../../src/views/quiet-lines.js';
import { hanging } from '../webview/hanging.js';
import { Script } from '../webview/recordings.js';

/** A run as the sidebar reads it, and as the one who is asked does: with its messages. */
class Written {
  readonly file = 'run.pvrec';
  readonly recording = new Recording();
  readonly whole = new Recording();
  private readonly lines = new QuietLines((bytes) => this.recording.appendBytes(bytes));

  write(lines: readonly string[]): void {
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    this.lines.push(bytes);
    this.whole.appendBytes(bytes);
  }
}

/** The watch with a clock of its own, and how often it has asked. */
function watching(run: Written) {
  const counts = { asked: 0, changed: 0, time: 0 };
  const hangs = async (): Promise<StandingHang[]> => {
    counts.asked++;
    return standingHangs(run.whole).map((hang) => ({
      kind: hang.knot.kind,
      step: hang.step + 1,
      sentence: hangSentence(run.whole, hang),
      waits: hang.knot.links.map(({ lane, since }) => ({
        pid: run.whole.processes[run.whole.lanes[lane]!.process]!.pid,
        since,
      })),
    }));
  };
  const watch = new HangWatch<Written>({ hangs, changed: () => counts.changed++, now: () => counts.time });
  const look = async () => {
    counts.time += 1000;
    await watch.look([run]);
    return watch.of(run);
  };
  return { watch, counts, look };
}

const timeOf = (line: string): number => (JSON.parse(line) as { time?: number }).time ?? 0;

test('a join before the queue is drained is told of when it has stood for two seconds, and not before', async () => {
  const run = new Written();
  const { lines } = hanging({ seconds: 6, killed: false });
  const { counts, look } = watching(run);
  const early = lines.filter((line) => timeOf(line) <= 1_500_000);
  run.write(early);
  assert.equal(await look(), undefined);
  assert.equal(counts.asked, 0, 'nobody has stood still for long');
  run.write(lines.slice(early.length));
  const hang = await look();
  assert.match(
    hang!.sentence,
    /^main \(join\.ts:14\) waits for worker-1 to end; worker-1 \(join\.ts:19\) waits for room/,
  );
  assert.equal(counts.changed, 1);
  await look();
  await look();
  assert.deepEqual([counts.asked, counts.changed], [1, 1], 'the same is neither asked for nor told again');
});

test('it is taken back as soon as one of its waits has ended', async () => {
  const run = new Written();
  const script = hanging({ seconds: 6, killed: false });
  run.write(script.lines);
  const { counts, look, watch } = watching(run);
  assert.ok(await look());
  const before = script.lines.length;
  script.at(6500, 110, { type: 'wake', wait: 1, outcome: 'done' });
  run.write(script.lines.slice(before));
  assert.equal(await look(), undefined);
  assert.equal(counts.changed, 2);
  assert.equal(watch.of(run), undefined);
});

test('a run that is over has nothing to tell, and says so once', async () => {
  const run = new Written();
  run.write(hanging({ seconds: 6, killed: false }).lines);
  const { counts, look, watch } = watching(run);
  await look();
  await watch.look([]);
  await watch.look([]);
  assert.deepEqual([watch.of(run), counts.changed], [undefined, 2]);
});

/** Main joins a worker that computes and says nothing, for so many seconds. */
function slow(seconds: number): Script {
  const s = new Script();
  const command = ['node', 'slow.ts'];
  for (const [pid, ppid] of [
    [100, 1],
    [110, 100],
  ] as const) {
    if (pid === 110) s.at(10, 100, { type: 'spawn', child: 110, api: 'fork', command });
    s.at(pid - 90, pid, { type: 'start', ppid, command, cwd: '/', runtime: 'node 24.1.0' });
  }
  s.at(30, 100, { type: 'wait', wait: 1, for: { kind: 'join', child: 110 } });
  for (let second = 1; second <= seconds; second++)
    for (const of of [100, 110]) s.at(second * 1000, of, { type: 'sample', of, cpu: of === 110 ? 99 : 0, rss: 4e7 });
  return s;
}

test('a slow healthy program is asked after seldom and never told of', async () => {
  const run = new Written();
  const { lines } = slow(60);
  const { counts, look } = watching(run);
  for (let second = 0; second <= 60; second++) {
    run.write(lines.filter((line) => Math.ceil(timeOf(line) / 1e6) === second));
    assert.equal(await look(), undefined);
  }
  assert.equal(counts.changed, 0);
  assert.ok(counts.asked >= 1 && counts.asked <= 2, `asked ${counts.asked} times`);
});

test('where ever others stand still, it is asked with pauses between', async () => {
  const run = new Written();
  const s = slow(0);
  run.write(s.lines);
  const { counts, look } = watching(run);
  for (let second = 1; second <= 30; second++) {
    const from = s.lines.length;
    // A new wait each second; those of before go on.
    s.at(second * 1000, 110, { type: 'wait', wait: second, for: { kind: 'get', channel: 'queue/1' } });
    run.write(s.lines.slice(from));
    await look();
  }
  assert.ok(counts.asked > 5 && counts.asked <= 15, `asked ${counts.asked} times in 30 s`);
});

test('what was asked before the run went on is not told after it did', async () => {
  const run = new Written();
  const script = hanging({ seconds: 6, killed: false });
  run.write(script.lines);
  let answer: (hangs: StandingHang[]) => void = () => {};
  const asked = new Promise<StandingHang[]>((resolve) => {
    answer = resolve;
  });
  const watch = new HangWatch<Written>({ hangs: () => asked, changed: () => assert.fail('nothing to tell') });
  const looked = watch.look([run]);
  const { lines } = script;
  const from = lines.length;
  script.at(6400, 100, { type: 'wake', wait: 1, outcome: 'done' });
  run.write(lines.slice(from));
  answer([{ kind: 'cycle', step: 3, sentence: 'It hangs.', waits: [{ pid: 100, since: 70_000 }] }]);
  await looked;
  assert.equal(watch.of(run), undefined);
});

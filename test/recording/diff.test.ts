/** Two runs side by side: the same program run again shows races at most, a changed one the place where it was changed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diffRecordings, diffSentences, processName } from '../../src/recording/index.js';
import { Scene } from './scene.js';
import { type Op, type Program, programOf, randomFrom, simulate } from './simulated.js';

for (let seed = 1; seed <= 30; seed++) {
  test(`the same program again, with other pids, differs by legal reorderings only (seed ${seed})`, () => {
    const program = programOf(seed);
    const [a, b] = [simulate(program, seed, 100).recording, simulate(program, seed + 1000, 40_000).recording];
    const diff = diffRecordings(a, b);
    assert.equal(diff.alignment.pairs.length, Object.keys(program).length);
    assert.deepEqual([diff.alignment.onlyA, diff.alignment.onlyB], [[], []]);
    for (const { verdict } of diff.differences) assert.ok(verdict === 'race' || verdict === 'consequence', verdict);
    assert.ok(diff.first === undefined || diff.first.verdict === 'race');
  });
}

test('a run compared with itself has no difference, and all that happened in it is the same', () => {
  const { recording } = simulate(programOf(5), 1, 100);
  const diff = diffRecordings(recording, recording);
  assert.deepEqual([diff.differences, diff.first, diff.reordered], [[], undefined, undefined]);
  assert.ok(diff.same > 20);
});

/** A mutation changes a program and says in which process, and where in it the two part: in the old deeds and in the new. */
interface Mutation {
  process: string;
  verdict: string;
  a: number;
  b: number;
}

const placesOf = (ops: Op[], what: Op['do']): number[] => ops.flatMap((op, i) => (op.do === what ? [i] : []));

const mutations: Record<string, (program: Program, pick: (places: number[]) => number) => Mutation> = {
  'an answer is left out': (program, pick) => {
    const at = pick(placesOf(program['worker-2']!, 'send'));
    program['worker-2']!.splice(at, 1);
    program.main!.splice(placesOf(program.main!, 'receive')[0]!, 1);
    return { process: 'worker-2', verdict: 'changed', a: at, b: -1 };
  },
  'a message more': (program, pick) => {
    const at = pick(placesOf(program['worker-1']!, 'send')) + 1;
    program['worker-1']!.splice(at, 0, { do: 'send', to: 'main', text: 'one more' });
    return { process: 'worker-1', verdict: 'changed', a: -1, b: at };
  },
  'another answer': (program, pick) => {
    const at = pick(placesOf(program['worker-2']!, 'send'));
    program['worker-2']![at] = { do: 'send', to: 'main', text: 'something else' };
    return { process: 'worker-2', verdict: 'content', a: at, b: at };
  },
  'another exit code': (program) => {
    const at = program['worker-1']!.length - 1;
    program['worker-1']![at] = { do: 'exit', code: 3 };
    return { process: 'worker-1', verdict: 'content', a: at, b: at };
  },
  'joins in another order': (program) => {
    const at = placesOf(program.main!, 'join')[0]!;
    swap(program.main!, at);
    return { process: 'main', verdict: 'changed', a: at, b: at };
  },
  'work given in another order': (program, pick) => {
    const at = pick(placesOf(program.main!, 'send').slice(0, -1));
    swap(program.main!, at);
    return { process: 'main', verdict: 'changed', a: at, b: at };
  },
};

function swap(ops: Op[], at: number): void {
  [ops[at], ops[at + 1]] = [ops[at + 1]!, ops[at]!];
}

for (const [name, mutate] of Object.entries(mutations)) {
  for (let seed = 1; seed <= 10; seed++) {
    test(`the place of a change is named: ${name} (seed ${seed})`, () => {
      const random = randomFrom(seed + 77);
      const changed = programOf(seed);
      const place = mutate(changed, (places) => places[Math.floor(random() * places.length)]!);
      const [a, b] = [simulate(programOf(seed), seed, 100), simulate(changed, seed + 1000, 40_000)];
      const { first } = diffRecordings(a.recording, b.recording);
      assert.ok(first);
      assert.equal(processName(a.recording, a.recording.lanes[first.lanes.a]!.process), place.process);
      assert.equal(first.verdict, place.verdict);
      assert.equal(first.a, place.a < 0 ? -1 : a.stepOf(place.process, place.a));
      assert.equal(first.b, place.b < 0 ? -1 : b.stepOf(place.process, place.b));
    });
  }
}

test('the two join orders of the lessons, in words', () => {
  const both = (made: Scene) => made.wait(1, { kind: 'join', child: 2 }, 18).exit(2).wake(1);
  const startBoth = both(new Scene().process(1).process(2, 1, 'one').process(3, 1, 'two'))
    .exit(3)
    .exit(1)
    .recording();
  const joinBetween = both(new Scene().process(1).process(2, 1, 'one'))
    .process(3, 1, 'two')
    .exit(3)
    .exit(1)
    .recording();
  const [, said] = diffSentences(startBoth, joinBetween, diffRecordings(startBoth, joinBetween));
  assert.equal(
    said,
    'First difference: main: where the first run starts two (step 4), the second run first begins to wait for one to end (step 4, join.ts:18), and both do both. The program behaved differently.',
  );
});

test('a process that is in one run only, and one whose pid is in what it sends', () => {
  const a = new Scene().process(1).process(812, 1, 'w').tell(812, sent(812)).exit(812).exit(1).recording();
  const b = new Scene().process(1).process(904, 1, 'w').tell(904, sent(904)).process(5, 1, 'x').exit(904).exit(1);
  const { alignment, first } = diffRecordings(a, b.recording());
  assert.deepEqual(alignment.onlyB, [2]);
  assert.deepEqual([first!.verdict, first!.kind, first!.a], ['changed', 'missing', -1]);
  assert.equal(b.recording().type(first!.b), 'spawn');
});

test('a plain child whose end is waited for only where it had not ended yet', () => {
  const begun = () => new Scene().process(1).process(2, 1, 'w', { api: 'fork' });
  const more = { ...sent(1), message: 'ipc/2:1>2#1', channel: 'ipc/2' };
  const a = begun().wait(1, { kind: 'join', child: 2 }, 18).exit(2).tell(1, ended).wake(1).tell(1, more).exit(1);
  const b = begun().exit(2).tell(1, ended).tell(1, more).exit(1);
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const { first, differences } = diffRecordings(one.recording(), other.recording());
    assert.equal(first?.verdict, 'race');
    assert.ok(differences.every(({ verdict }) => verdict === 'race' || verdict === 'consequence'));
  }
});

test('a plain child whose end is no longer waited for, though it lived', () => {
  const begun = () => new Scene().process(1).process(2, 1, 'w', { api: 'fork' });
  const more = { ...sent(1), message: 'ipc/2:1>2#1', channel: 'ipc/2' };
  const a = begun().wait(1, { kind: 'join', child: 2 }, 18).exit(2).tell(1, ended).wake(1).tell(1, more).exit(1);
  const b = begun().tell(1, more).exit(2).tell(1, ended).exit(1);
  assert.equal(diffRecordings(a.recording(), b.recording()).first?.verdict, 'changed');
});

test('children that were started by other lines, as the source was edited above, are told apart by their arguments', () => {
  const child = (scene: Scene, pid: number, who: string, line: number) =>
    scene
      .tell(1, { type: 'site', site: line, file: '/w/join.ts', line, column: 1 })
      .tell(1, { type: 'spawn', child: pid, api: 'fork', command: ['node', '/w/join.ts', who], at: line })
      .tell(pid, { type: 'start', ppid: 1, command: ['node', '/w/join.ts', who], cwd: '/w', runtime: 'node 24.1.0' });
  const run = (shift: number) =>
    child(child(new Scene().process(1), 2, 'one', 10 + shift), 3, 'two', 11 + shift).recording();
  assert.deepEqual(diffRecordings(run(0), run(1)).alignment.pairs, [
    [0, 0],
    [1, 1],
    [2, 2],
  ]);
  assert.equal(diffRecordings(run(0), run(1)).first, undefined);
});

const ended = { type: 'child-exit' as const, child: 2, code: 0 };

const sent = (pid: number) => ({
  type: 'send' as const,
  message: `ipc/${pid}:${pid}>1#1`,
  channel: `ipc/${pid}`,
  payload: `{"pid":${pid}}`,
});

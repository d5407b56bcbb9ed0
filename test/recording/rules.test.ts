/** Rules: what is read, what is refused and why, and that good logs hold and broken ones are flagged at the step that shows it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkRules, parseRules, type Recording, ruleErrorText } from '../../src/recording/index.js';
import { Scene } from './scene.js';
import { type Program, programOf, simulate } from './simulated.js';

function breaches(recording: Recording, text: string) {
  const { rules, errors } = parseRules(text);
  assert.deepEqual(errors, []);
  return checkRules(recording, rules).flatMap(({ rule, breach }) => (breach ? [{ line: rule.line, ...breach }] : []));
}

/** What holds of a program of `programOf`. */
function rulesOf(program: Program): string {
  const answers = Object.keys(program).reduce(
    (sum, name) => sum + (name === 'main' ? 0 : program[name]!.length - 1) / 2,
    0,
  );
  return `# of the simulated program
every send is received
no process outlives main
exit(worker-1) before exit(main)   # main joins it
no error

count(receive by main) == ${answers}
join(worker-1) before join(worker-2)`;
}

const mutations: Record<string, { line: number; mutate(program: Program): void; type: string | undefined }> = {
  'an answer that nobody takes': {
    line: 2,
    type: 'send',
    mutate: (program) => void program['worker-1']!.splice(1, 0, { do: 'send', to: 'main', text: 'one more' }),
  },
  'main that does not wait': {
    line: 4,
    type: 'exit',
    mutate: (program) => {
      program.main = program.main!.filter((op) => op.do !== 'join');
      program['worker-1']!.splice(-1, 0, { do: 'receive' });
    },
  },
  'an answer less': {
    line: 7,
    type: undefined,
    mutate: (program) => {
      program['worker-2']!.splice(1, 1);
      program.main!.splice(
        program.main!.findIndex((op) => op.do === 'receive'),
        1,
      );
    },
  },
  'joins in another order': {
    line: 8,
    type: 'wake',
    mutate: (program) => {
      const at = program.main!.findIndex((op) => op.do === 'join');
      [program.main![at], program.main![at + 1]] = [program.main![at + 1]!, program.main![at]!];
    },
  },
};

for (let seed = 1; seed <= 10; seed++) {
  const program = programOf(seed);
  for (let run = 0; run < 4; run++) {
    test(`a good log holds (seed ${seed}, run ${run})`, () => {
      assert.deepEqual(breaches(simulate(program, seed * 10 + run, 100).recording, rulesOf(program)), []);
    });
  }
  for (const [name, { line, mutate, type }] of Object.entries(mutations)) {
    test(`a broken log is flagged: ${name} (seed ${seed})`, () => {
      const changed = programOf(seed);
      mutate(changed);
      const { recording } = simulate(changed, seed, 100);
      const breach = breaches(recording, rulesOf(program)).find((found) => found.line === line);
      assert.ok(breach);
      assert.equal(breach.step < 0 ? undefined : recording.type(breach.step), type);
    });
  }
}

const join = (child: number) => ({ kind: 'join', child });

test('the rules on queues, tasks, outputs, hangs and outliving', () => {
  const output = (text: string) => ({ type: 'output' as const, stream: 'stdout', text });
  const put = { type: 'send' as const, message: 'queue/1.1:2>*#1', channel: 'queue/1.1', kind: 'put' };
  const made = new Scene()
    .process(1)
    .process(2, 1, 'worker-1')
    .open(2, 'queue/1.1')
    .tell(2, put)
    .task(1, '1', 'submitted')
    .wait(1, join(2), 3)
    .tell(1, output('all done\n'))
    .exit(1);
  const recording = made.recording();
  const found = breaches(
    recording,
    [
      'every put is got',
      'every put in queue/2.* is got',
      'every task is done',
      'join(worker-1) before output("done")',
      'no process outlives main',
      'count(put by worker-* in queue/*) == 1',
      'count(output("done") by main) >= 1',
      'count(start(worker-?)) < 1',
      'count(start(worker-1)) < 1',
      'no hang',
    ].join('\n'),
  );
  assert.deepEqual(
    found.map(({ line, why }) => `${line} ${why}`),
    [
      '1 Not received yet.',
      '3 Task 1 (square) came no further than: submitted.',
      '4 This happened, and what should have been before it never happened.',
      '5 worker-1 was still there afterwards.',
      '9 It happened 1 time.',
    ],
  );
  assert.equal(recording.type(found[2]!.step), 'output');
});

test('what is no rule is refused with its line and what should be there', () => {
  const { rules, errors } = parseRules(
    [
      'every put is got # fine',
      'every put is eaten',
      'joined(worker) before exit(main)',
      'count(send) = 3',
      'count(send) == many',
      'output("done before exit(main)',
      'every wish is received',
      'no process outlives',
      'no error at all',
      'join(worker-1)',
    ].join('\n'),
  );
  assert.equal(rules.length, 1);
  assert.deepEqual(errors.map(ruleErrorText).slice(0, 5), [
    'Line 2: "eaten" stands where "got" should be.',
    'Line 3: there is no event "joined". Events: start, exit, join, send, receive, put, get, output, error, task.',
    'Line 4: "=" stands where one of == != <= >= < > should be.',
    'Line 5: "many" stands where a number should be.',
    'Line 6: the quotation mark is never closed.',
  ]);
  assert.match(
    ruleErrorText(errors[5]!),
    /^Line 7: "every wish is received" is no rule\. Rules are as in: every put is got;/,
  );
  assert.deepEqual(errors.map(ruleErrorText).slice(6), [
    'Line 8: the line ends where a name should be.',
    'Line 9: "at" stands where the end of the line should be.',
    'Line 10: the line ends where "before" should be.',
  ]);
});

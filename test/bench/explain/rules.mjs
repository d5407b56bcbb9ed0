// Rules: logs of real runs hold, and the same logs, each with one thing in it made wrong, are flagged: by the rule that it breaks and at
// the step that shows it.
import { readFileSync } from 'node:fs';
import { flavours, programOf, sourceOf, workersOf } from './exchanges.mjs';
import { eachOf, inFolder, oneOf, randomFrom, runProgram, table } from './tools.mjs';

export const name = 'rules';

export async function run({ print, model, seed }) {
  const results = await eachOf(
    Array.from({ length: 40 }, (_, n) => n),
    2,
    (n) => judge(model, seed * 100 + n, flavours[n % 2], kinds[n % kinds.length]),
  );
  table(print, [
    ['one thing wrong', 'logs', 'flagged at the step'],
    ...kinds.map((kind) => {
      const own = results.filter((result) => result.kind === kind);
      return [kind, own.length, own.filter(({ flagged }) => flagged).length];
    }),
  ]);
  for (const { seed, kind, good, said, wanted, flagged } of results) {
    if (good.length > 0) print(`  FALSE ALARM: seed ${seed}: ${JSON.stringify(good)}`);
    if (!flagged)
      print(`  WRONG: seed ${seed}, ${kind}: said ${JSON.stringify(said)}, it is ${JSON.stringify(wanted)}`);
  }
  const alarms = results.filter(({ good }) => good.length > 0).length;
  const flagged = results.filter((result) => result.flagged).length;
  print(`  flagged: ${flagged} of ${results.length}; good logs flagged: ${alarms} of ${results.length}`);
  return alarms === 0 && flagged === results.length;
}

/** Runs a program, holds its log to its rules, and the log with a thing in it made wrong. */
export const judge = (model, seed, flavour, kind) =>
  inFolder(async (folder) => {
    const program = programOf(seed, flavour);
    const { code, stderr, file } = await runProgram(folder, 'program', sourceOf(program));
    if (code !== 0) throw new Error(`${seed}: ${stderr}`);
    const events = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const rules = rulesOf(program);
    const good = breaches(model, events, rules);
    const { changed, rule, step } = mutations[kind](events, randomFrom(seed), flavour);
    const said = breaches(model, changed, rules);
    const wanted = { rule, step };
    const flagged = said.some((one) => JSON.stringify(one) === JSON.stringify(wanted));
    return { seed, kind, good, said, wanted, flagged };
  });

/** The rule, and the event at the step that is told. */
function breaches(model, events, text) {
  const recording = model.openRecording(
    new TextEncoder().encode(`${events.map((e) => JSON.stringify(e)).join('\n')}\n`),
  );
  const { rules, errors } = model.parseRules(text);
  if (errors.length > 0) throw new Error(errors.map(model.ruleErrorText).join(' '));
  return model
    .checkRules(recording, rules)
    .flatMap(({ rule, breach }) => (breach ? [{ rule: rule.text, step: named(recording, breach.step) }] : []));
}

/** A step as both logs call it. */
function named(recording, step) {
  if (step < 0) return 'nothing';
  const { type, pid, seq } = recording.event(step);
  return `${type} ${pid} ${seq}`;
}

const called = ({ type, pid, seq }) => `${type} ${pid} ${seq}`;

/** What holds of a program, whichever order its answers come in. */
function rulesOf(program) {
  const { flavour, main } = program;
  const workers = workersOf(program);
  const [put, got] = flavour === 'queue' ? ['put', 'get'] : ['send', 'receive'];
  const answers = main.filter((deed) => deed.do === 'receive').length;
  return [
    'no hang',
    'no error',
    'no process outlives main',
    flavour === 'queue' ? 'every put is got' : 'every send is received',
    `count(${got} by main) == ${answers}`,
    `count(${put}("work") by main) == ${answers}`,
    `count(start) == ${workers.length + 1}`,
    'exit(*w1) before output("all done")',
  ].join('\n');
}

const ofType = (events, type) => events.filter((event) => event.type === type);
const without = (events, ...gone) => events.filter((event) => !gone.includes(event));
const mainOf = (events) => ofType(events, 'start')[0].pid;
const byMain = (events, type) => ofType(events, type).filter(({ pid }) => pid === mainOf(events));
const byWorkers = (events, type) => ofType(events, type).filter(({ pid }) => pid !== mainOf(events));
const sendOf = (events, receive) => ofType(events, 'send').find(({ message }) => message === receive.message);

/** One more event just before the end of its process. */
function beforeExit(events, make) {
  const pid = make.pid;
  const exit = ofType(events, 'exit').find((event) => event.pid === pid);
  const more = { ...make, time: exit.time, seq: exit.seq };
  return {
    more,
    changed: events.flatMap((event) => (event === exit ? [more, { ...exit, seq: exit.seq + 1 }] : [event])),
  };
}

/** Each makes one thing wrong, and says which rule that breaks and which event shows it. */
const mutations = {
  'a message is lost'(events, random, flavour) {
    const lost = oneOf(random, byWorkers(events, 'receive'));
    const rule = flavour === 'queue' ? 'every put is got' : 'every send is received';
    return { changed: without(events, lost), rule, step: called(sendOf(events, lost)) };
  },
  'an answer is missing'(events, random, flavour) {
    const lost = oneOf(random, byMain(events, 'receive'));
    const rule = `count(${flavour === 'queue' ? 'get' : 'receive'} by main) == ${byMain(events, 'receive').length}`;
    return { changed: without(events, lost, sendOf(events, lost)), rule, step: 'nothing' };
  },
  'work is given twice'(events, random, flavour) {
    const sends = byMain(events, 'send');
    const once = oneOf(random, sends);
    const message = once.message.replace(/\d+$/, '1000');
    const { more, changed } = beforeExit(events, { ...once, message });
    const rule = `count(${flavour === 'queue' ? 'put' : 'send'}("work") by main) == ${sends.length}`;
    return { changed, rule, step: called(more) };
  },
  'a worker outlives main'(events, random) {
    const { pid } = oneOf(random, byWorkers(events, 'exit'));
    const ends = events.filter(
      ({ type, child, ...event }) => (type === 'exit' && event.pid === pid) || (type === 'child-exit' && child === pid),
    );
    const [, last] = events.filter(
      ({ type, child, ...event }) => (type === 'start' && event.pid === pid) || (type === 'spawn' && child === pid),
    );
    return { changed: without(events, ...ends), rule: 'no process outlives main', step: called(last) };
  },
  'a worker has thrown'(events, random) {
    const { pid } = oneOf(random, byWorkers(events, 'exit'));
    const { more, changed } = beforeExit(events, {
      type: 'error',
      pid,
      name: 'Error',
      message: 'it is broken',
      stack: '',
    });
    return { changed, rule: 'no error', step: called(more) };
  },
  'done is said, and nobody has seen the end of the first worker'(events) {
    const [said] = byMain(events, 'output');
    const first = ofType(events, 'spawn')[0].child;
    const end = ofType(events, 'exit').find(({ pid }) => pid === first);
    return { changed: without(events, end), rule: 'exit(*w1) before output("all done")', step: called(said) };
  },
};

export const kinds = Object.keys(mutations);

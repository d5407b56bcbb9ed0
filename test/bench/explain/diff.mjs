// Why is this run different: programs run twice, where nothing may differ but legal orders, and programs that were changed in one line,
// where the two must be said to part at that line.
import { flavours, programOf, sourceOf, workersOf } from './exchanges.mjs';
import { eachOf, inFolder, linesWith, oneOf, randomFrom, readRecording, runProgram, table } from './tools.mjs';

export const name = 'diff';

export async function run({ print, model, seed }) {
  const same = await eachOf(numbers(30), 2, (n) => judgeSame(model, seed * 100 + n, flavours[n % 2]));
  const changed = await eachOf(plansOf(seed), 2, (plan) => judgeChanged(model, plan));
  const wrongs = same.filter(({ wrong }) => wrong.length > 0);
  for (const { seed, flavour, wrong } of wrongs) print(`  NOT LEGAL: seed ${seed}, ${flavour}: ${wrong.join(' ')}`);
  const differing = same.filter(({ races }) => races > 0).length;
  const reordered = same.filter(({ reordered }) => reordered).length;
  print(
    `  the same program again: ${same.length} pairs, ${differing} with races, ${reordered} reordered between processes only; wrong: ${wrongs.length}`,
  );
  const kinds = Object.keys(mutations);
  table(print, [
    ['mutation', 'runs', 'named exactly'],
    ...kinds.map((kind) => {
      const own = changed.filter(({ plan }) => plan.kind === kind);
      return [kind, own.length, own.filter(({ right }) => right).length];
    }),
  ]);
  for (const { plan, said, wanted, right } of changed)
    if (!right)
      print(`  WRONG: ${JSON.stringify(plan)}: said ${JSON.stringify(said)}, it is ${JSON.stringify(wanted)}`);
  const right = changed.filter((one) => one.right).length;
  print(`  the first divergence named exactly: ${right} of ${changed.length}`);
  return wrongs.length === 0 && right >= changed.length - 1;
}

const numbers = (count) => Array.from({ length: count }, (_, n) => n);

async function recorded(model, folder, name, source) {
  const { code, stderr, file } = await runProgram(folder, name, source);
  if (code !== 0 || stderr !== '') throw new Error(`${name}: ${code} ${stderr}`);
  return readRecording(model, file);
}

/** The same program twice: what is said must be a race, or what follows from one. */
export const judgeSame = (model, seed, flavour) =>
  inFolder(async (folder) => {
    const source = sourceOf(programOf(seed, flavour));
    const [a, b] = [await recorded(model, folder, 'program', source), await recorded(model, folder, 'program', source)];
    const diff = model.diffRecordings(a, b);
    const { onlyA, onlyB } = diff.alignment;
    const illegal = diff.differences.filter(({ verdict }) => verdict !== 'race' && verdict !== 'consequence');
    const wrong = [
      ...illegal.map((difference) => model.differenceSentence(a, b, difference)),
      ...(onlyA.length + onlyB.length > 0 ? ['There are processes in one run only.'] : []),
      ...(diff.first !== undefined && diff.first.verdict !== 'race' ? ['The first is no race.'] : []),
    ];
    const races = diff.differences.filter(({ verdict }) => verdict === 'race').length;
    return { seed, flavour, wrong, races, reordered: diff.reordered !== undefined };
  });

/** Thirty, of each kind as many as of the others, over queues and over IPC. */
export function plansOf(seed) {
  const all = Object.keys(mutations).flatMap((kind) => mutations[kind].over.map((flavour) => ({ kind, flavour })));
  return numbers(30).map((n) => ({ ...all[n % all.length], seed: seed * 1000 + n }));
}

/** The program and the changed one: where the two are said to part, and where they do. */
export const judgeChanged = (model, plan) =>
  inFolder(async (folder) => {
    const [before, after] = [programOf(plan.seed, plan.flavour), programOf(plan.seed, plan.flavour)];
    const place = mutations[plan.kind].mutate(before, after, randomFrom(plan.seed + 7));
    const sources = [sourceOf(before), sourceOf(after)];
    const a = await recorded(model, folder, 'program', sources[0]);
    const b = await recorded(model, folder, 'program', sources[1]);
    const { first } = model.diffRecordings(a, b);
    const said = first && {
      process: processOf(model, a, first.lanes.a),
      verdict: first.verdict,
      lines: [placeOf(a, first.a), placeOf(b, first.b)],
    };
    const wanted = {
      process: place.process,
      verdict: place.verdict,
      lines: sources.map((source) => place.type ?? linesWith(source, '/*here*/')[0] ?? 'nothing'),
    };
    return { plan, said, wanted, right: JSON.stringify(said) === JSON.stringify(wanted) };
  });

/** Without the script's name, which all of IPC's have in common. */
const processOf = (model, recording, lane) =>
  model.processLabel(recording, recording.lanes[lane].process).replace(/^program\.cjs /, '');

/** The line, or what happened there where it has none. */
const placeOf = (recording, step) => (step < 0 ? 'nothing' : (recording.location(step)?.line ?? recording.type(step)));

const of = (deeds, what) => deeds.flatMap((deed, at) => (deed.do === what ? [at] : []));

/** Each changes the second program, and marks in both the deed at which they part. */
const mutations = {
  'an answer is left out': {
    over: flavours,
    mutate(before, after, random) {
      const worker = oneOf(random, workersOf(before));
      const at = oneOf(random, of(before[worker], 'send'));
      before[worker][at].here = true;
      after[worker].splice(at, 1);
      after.main.splice(of(after.main, 'receive')[0], 1);
      return { process: worker, verdict: 'changed' };
    },
  },
  'a message more': {
    over: flavours,
    mutate(before, after, random) {
      const worker = oneOf(random, workersOf(before));
      const at = oneOf(random, of(before[worker], 'send')) + 1;
      after[worker].splice(at, 0, { do: 'send', text: 'one more', here: true });
      after.main.splice(of(after.main, 'receive')[0], 0, { do: 'receive' });
      return { process: worker, verdict: 'changed' };
    },
  },
  'another answer': {
    over: flavours,
    mutate(before, after, random) {
      const worker = oneOf(random, workersOf(before));
      const at = oneOf(random, of(before[worker], 'send'));
      before[worker][at].here = true;
      after[worker][at] = { do: 'send', text: 'something else', here: true };
      return { process: worker, verdict: 'content' };
    },
  },
  'another exit code': {
    over: flavours,
    mutate(before, after, random) {
      const worker = oneOf(random, workersOf(before));
      after[worker].push({ do: 'exit', code: 3 });
      return { process: worker, verdict: 'content', type: 'exit' };
    },
  },
  'work given in another order': {
    over: flavours,
    mutate: (before, after, random) => swapped(before, after, oneOf(random, of(before.main, 'send').slice(0, -1))),
  },
  'starts in another order': {
    over: flavours,
    mutate: (before, after, random) => swapped(before, after, oneOf(random, of(before.main, 'start').slice(0, -1))),
  },
  'joins in another order': {
    // Whether one of IPC is still to be waited for hangs on whether it has ended.
    over: ['queue'],
    mutate: (before, after, random) => swapped(before, after, oneOf(random, of(before.main, 'join').slice(0, -1))),
  },
};

/** Two neighbours among main's deeds. */
function swapped(before, after, at) {
  before.main[at].here = true;
  [after.main[at], after.main[at + 1]] = [{ ...after.main[at + 1], here: true }, after.main[at]];
  return { process: 'main', verdict: 'changed' };
}

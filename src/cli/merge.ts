/** `process-view merge`: the recordings of several hosts on one axis, and how sure that is. */
import { parseArgs } from 'node:util';
import type { Recording } from '../recording/index.js';
import { type MergePart, type MergePlan, planMerge } from '../recording/merge/index.js';
import { decode, encode, LineSplitter } from '../wire/codec.js';
import { UsageError } from './errors.js';
import { exportTexts } from './export-texts.js';
import { duration } from './format.js';
import { chunksOf, complaints, load } from './load.js';
import { parsing } from './options.js';
import { refuseInput, writeAll } from './write.js';

export async function mergeCommand(args: string[]): Promise<number> {
  const { files, out } = mergeOptions(args);
  const recordings: Recording[] = [];
  for (const file of files) recordings.push((await load(file)).recording);
  for (const recording of recordings) for (const complaint of complaints(recording)) say(complaint);
  const plan = planMerge(recordings);
  const counter = { events: 0 };
  await writeAll(linesOf(plan, files, counter), out);
  for (const [i, part] of plan.parts.entries()) for (const line of report(files[i]!, part)) say(line);
  say(exportTexts.mergedInto(out, counter.events));
  return 0;
}

const say = (line: string): void => void process.stderr.write(`process-view: ${line}\n`);

function mergeOptions(args: string[]): { files: string[]; out: string } {
  const options = { out: { type: 'string', short: 'o' } } as const;
  const { values, positionals } = parsing(() => parseArgs({ args, options, allowPositionals: true }));
  if (positionals.length < 2 || values.out === undefined) throw new UsageError(exportTexts.needsMerge);
  refuseInput(values.out, positionals);
  return { files: positionals, out: values.out };
}

/** One recording after the other, as its events arrived: readers put them in order. */
async function* linesOf(plan: MergePlan, files: string[], counter: { events: number }): AsyncGenerator<string> {
  yield encode(plan.header);
  for (const [i, file] of files.entries()) {
    let lines = '';
    const splitter = new LineSplitter({
      line: (line) => {
        const event = decode(line);
        if (event === undefined || event.type === 'header') return;
        counter.events++;
        lines += encode(plan.parts[i]!.rewrite(event));
      },
    });
    for await (const chunk of chunksOf(file)) {
      splitter.push(chunk);
      if (lines !== '') yield lines;
      lines = '';
    }
  }
}

/** How a recording was put on the axis, in sentences. */
function report(file: string, { alignment, hostname, pids }: MergePart): string[] {
  const name = `${file} (${hostname})`;
  const [shift, uncertainty] = [duration(alignment.shift), duration(alignment.uncertainty)];
  const renumbered = pids === 0 ? [] : [exportTexts.renumbered(name, pids)];
  const { by } = alignment;
  switch (by.kind) {
    case 'first':
      return [alignment.shift === 0 ? exportTexts.mergedAsIs(name) : exportTexts.shifted(name, shift)];
    case 'same-boot':
      return [exportTexts.sameBoot(name, shift), ...renumbered];
    case 'wall-clock':
      return [exportTexts.byWallClock(name, shift, uncertainty), ...renumbered];
    case 'messages':
      return [
        exportTexts.byMessages(name, shift, uncertainty, duration(Math.abs(by.moved)), by.messages),
        ...renumbered,
      ];
    case 'contradiction':
      return [exportTexts.contradicting(name, duration(by.excess)), ...renumbered];
  }
}

/** `process-view end`: ends the processes that a run has left behind, and no others. */
import { parseArgs } from 'node:util';
import { endLeftovers, type LeftProcess, leftoversOf } from '../session/leftovers.js';
import { UsageError } from './errors.js';
import { inLine } from './format.js';
import { load } from './load.js';
import { parsing } from './options.js';
import { texts } from './texts.js';

export async function endCommand(args: string[]): Promise<number> {
  const { positionals } = parsing(() => parseArgs({ args, options: {}, allowPositionals: true }));
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError(texts.noFile('end'));
  if (more.length > 0) throw new UsageError(texts.oneFile('end'));
  const { header } = (await load(file)).recording;
  const left = await leftoversOf(header);
  if (typeof left === 'string') return say(left === 'cannot-tell' ? texts.cannotTellLeft : texts.otherMachine(file), 1);
  if (left.length === 0 || header === undefined) return say(texts.nothingLeft, 0);
  const stays = await endLeftovers(header, left, GRACE_MS);
  for (const one of left)
    say(stays.includes(one) ? texts.leftStays(nameOf(one), one.pid) : texts.leftEnded(nameOf(one), one.pid), 0);
  return stays.length === 0 ? 0 : 1;
}

/** From the polite end to the forced one. */
const GRACE_MS = 2000;

const nameOf = ({ command }: LeftProcess): string => command.join(' ') || '?';

function say(text: string, code: number): number {
  process.stdout.write(`${inLine(text, LONGEST)}\n`);
  return code;
}

const LONGEST = 1000;

/** What is alive of a recording's run at this moment, one sentence each; none where nothing can be told. */
export async function aliveNow(header: Parameters<typeof leftoversOf>[0]): Promise<string[]> {
  const left = await leftoversOf(header);
  if (typeof left === 'string') return [];
  return left.map((one) => {
    const { ports, sockets, files } = one.holds;
    const holds = [
      ...ports.map((port) => texts.holdsPort(port)),
      ...sockets.map((path) => texts.holdsSocket(path)),
      ...files.map((path) => texts.holdsFile(path)),
    ];
    return texts.aliveNow(nameOf(one), one.pid, holds);
  });
}

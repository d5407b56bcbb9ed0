/**
 * `process-view listen`: records a program that somebody else starts, as a debugger does. Prints one line of JSON with what the program
 * must be started with; the run is over when standard input ends.
 */
import { awaitRun } from '../session/index.js';
import { runOptions, spansOf } from './run.js';

/** Whoever starts the program decides how TypeScript runs; the script is then only a name for the run. */
const AS_IS = '--as-is';

export async function listenCommand(args: string[]): Promise<number> {
  const asIs = args[0] === AS_IS;
  const { quiet, otlp, ...options } = runOptions(asIs ? args.slice(1) : args);
  const warn = (text: string) => void process.stderr.write(`process-view: ${text}\n`);
  const over = new Promise<void>((resolve) => process.stdin.once('close', resolve).resume());
  const note = quiet ? () => {} : warn;
  // The environment here is not the program's: of which trace that is a part is not known.
  const spans = await spansOf(otlp, {});
  const run = await awaitRun({ ...options, ...spans?.forRun, warn, note }, asIs, over);
  // Ctrl-C in a terminal, or the end of whoever listens to this: the program is ended with it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => run.stop());
  const { env, node, nodeArgs } = run;
  process.stdout.write(`${JSON.stringify({ env, node, nodeArgs })}\n`);
  await run.ended;
  await spans?.end(note, warn);
  return 0;
}

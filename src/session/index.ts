/** The door of the session: start a run, await its end, stop it. */
import path from 'node:path';
import { chooseAddress } from './address.js';
import { RecordingFile } from './recording-file.js';
import { redactionOf } from './redact/index.js';
import { type Run, type RunOptions, RunUnderWay } from './run.js';
import { chooseRunner, findNode, runnerAsIs } from './runner/index.js';
import { checkScript } from './script.js';
import { texts } from './texts.js';

export type { Member } from './census.js';
export { RunError } from './errors.js';
export type { Run, RunOptions, RunResult } from './run.js';

/** A run of a program that somebody else starts, as a debugger does. */
export interface AwaitedRun extends Run {
  /** What the program must be started with. */
  env: NodeJS.ProcessEnv;
  node: string;
  nodeArgs: string[];
}

/** `asIs`: whoever starts the program also decides how TypeScript runs. The run is over when `over` settles. */
export async function awaitRun(options: RunOptions, asIs: boolean, over: Promise<void>): Promise<AwaitedRun> {
  if (!asIs) checkScript(options.script, options.cwd);
  const script = path.resolve(options.cwd, options.script);
  const node = await findNode(options.node);
  const runner = asIs ? runnerAsIs(options.distDir) : await chooseRunner({ ...options, script, node });
  const address = chooseAddress(options.env);
  const file = options.record === undefined ? undefined : RecordingFile.create(options.record, options.warn);
  const run = new RunUnderWay({ ...options, env: onlyNodeOptions(options.env) }, address, file);
  const words = [
    asIs ? options.script : node.path,
    ...runner.nodeArgs,
    ...(asIs ? [] : [options.script]),
    ...options.args,
  ];
  await run.listen(words, { name: runner.name, why: runner.why });
  const env = run.await(runner, over);
  return Object.assign(run, { env, node: node.path, nodeArgs: runner.nodeArgs });
}

/** The program has the environment that whoever starts it gives, and these beside. */
const onlyNodeOptions = ({ NODE_OPTIONS }: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  NODE_OPTIONS === undefined ? {} : { NODE_OPTIONS };

export async function startRun(options: RunOptions): Promise<Run> {
  checkScript(options.script, options.cwd);
  // Before there is a file: a pattern may be none.
  redactionOf(options.redact, options.previewBytes);
  const { cwd, warn } = options;
  const script = path.resolve(cwd, options.script);
  const node = await findNode(options.node);
  const runner = await chooseRunner({ ...options, script, node });
  const address = chooseAddress(options.env);
  try {
    const file = options.record === undefined ? undefined : RecordingFile.create(options.record, warn);
    const run = new RunUnderWay(options, address, file);
    const words = [node.path, ...runner.nodeArgs, options.script, ...options.args];
    await run.listen(words, { name: runner.name, why: runner.why });
    options.note(texts.runsWith(options.script, runner.name, runner.why));
    await run.launch(node.path, runner);
    return run;
  } catch (error) {
    address.remove();
    throw error;
  }
}

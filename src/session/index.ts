/** The door of the session: start a run, await its end, stop it. */
import path from 'node:path';
import { chooseAddress } from './address.js';
import { RecordingFile } from './recording-file.js';
import { type Run, type RunOptions, RunUnderWay } from './run.js';
import { chooseRunner, findNode } from './runner/index.js';
import { checkScript } from './script.js';
import { texts } from './texts.js';

export type { Member } from './census.js';
export { RunError } from './errors.js';
export type { Run, RunOptions, RunResult } from './run.js';

export async function startRun(options: RunOptions): Promise<Run> {
  checkScript(options.script, options.cwd);
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

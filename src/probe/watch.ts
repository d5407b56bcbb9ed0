/** Watches this process, and whatever it starts, for the run that its environment names; without a run it does nothing. */
import { greeting, leftoverFile } from '../wire/handshake.js';
import { watchChildren } from './children.js';
import { alignClock } from './clock.js';
import { connect } from './connection.js';
import { beThread, self } from './emit.js';
import { type Run, takeRun } from './environment.js';
import { watchLoop } from './loop.js';
import { installMultiprocessing } from './multiprocessing.js';
import { watchOutput } from './output.js';
import { onParentEvent, onParentHeard, watchParent } from './parent.js';
import { setPreviewBytes } from './preview.js';
import { tellError, tellName, tellStart, watchDeath, watchProcess, watchReplacement } from './process.js';
import { onWindow, openSink } from './sink.js';
import { watchSpawnSync } from './spawn-sync.js';
import { joinThread, watchThread, watchThreads } from './threads.js';

function main(): void {
  const run = takeRun(process.env);
  if (run !== undefined) watchProcessOf(run);
  else watchThreadOf(joinThread());
}

function watchProcessOf(run: Run): void {
  begin(run);
  tellStart();
  watchParent(run.ipcParent);
  watchThreads(run);
  watchReplacement(run);
  watchLoop();
  onWindow(tellName);
  watchAll(run);
}

/** A thread has no variables of its own: its process has taken them away. */
function watchThreadOf(run: Run | undefined): void {
  if (run === undefined) return;
  beThread(self.tid);
  begin(run);
  watchThread(run);
  watchAll(run);
}

function begin(run: Run): void {
  const fd = connect(run.socket);
  alignClock(run.origin);
  setPreviewBytes(run.options.previewBytes);
  if (fd !== undefined) {
    const { leavesNothing } = run.options;
    openSink(fd, greeting(run.token), leavesNothing ? '' : leftoverFile(run.socket, self.pid, self.tid));
  }
}

/** What processes and threads have in common. */
function watchAll(run: Run): void {
  watchProcess((event, argument) => {
    if (event === 'message' || event === 'disconnect') onParentEvent(event);
    else if (event === 'uncaughtExceptionMonitor') tellError(argument);
    else if (event === 'exit') tellName();
  }, onParentHeard);
  watchDeath();
  watchChildren(run);
  watchSpawnSync(run);
  watchOutput();
  installMultiprocessing();
}

try {
  main();
} catch {
  // Nothing of ours may keep the program from running.
}

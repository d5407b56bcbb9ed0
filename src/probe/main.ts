/** The preload: watches this process, and whatever it starts, for the run that its environment names; else does nothing. */

import { greeting } from '../wire/handshake.js';
import { watchChildren } from './children.js';
import { alignClock } from './clock.js';
import { connect } from './connection.js';
import { type Run, takeRun } from './environment.js';
import { installMultiprocessing } from './multiprocessing.js';
import { watchOutput } from './output.js';
import { onParentEvent, watchParent } from './parent.js';
import { setPreviewBytes } from './preview.js';
import { tellError, tellName, tellStart, watchDeath, watchProcess } from './process.js';
import { openSink } from './sink.js';
import { watchSpawnSync } from './spawn-sync.js';

function main(): void {
  const run = takeRun(process.env);
  if (run !== undefined) watch(run);
}

function watch(run: Run): void {
  const fd = connect(run.socket);
  alignClock(run.origin);
  setPreviewBytes(run.options.previewBytes);
  if (fd !== undefined) openSink(fd, greeting(run.token));
  tellStart();
  watchProcess((event, argument) => {
    if (event === 'message' || event === 'disconnect') onParentEvent(event);
    else if (event === 'uncaughtExceptionMonitor') tellError(argument);
    else if (event === 'exit') tellName();
  });
  watchDeath();
  watchParent(run.ipcParent);
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

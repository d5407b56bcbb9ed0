/**
 * The preload: runs `probe-watch.cjs`, and spares each process of a run the time to compile it. The first one that starts a child keeps
 * what V8 has made of the code in the run's own folder, where its descendants find it; it halves what the probe costs a start.
 */
const fs = require('node:fs') as typeof import('node:fs');
const path = require('node:path') as typeof import('node:path');
const { Script } = require('node:vm') as typeof import('node:vm');
// Kept from before the program runs: test frameworks replace the file system by their own.
const { readFileSync, renameSync, statSync, writeFileSync } = fs;

type Watch = (require: NodeJS.Require, filename: string, dirname: string) => void;

function main(): void {
  const filename = path.join(__dirname, 'probe-watch.cjs');
  const source = `(function (require, __filename, __dirname) {${readFileSync(filename, 'utf8')}\n})`;
  const kept = keptCode(process.env.PROCESS_VIEW_SOCKET);
  const cachedData = kept === undefined ? undefined : read(kept);
  const script = new Script(source, cachedData === undefined ? { filename } : { filename, cachedData });
  const isNew = cachedData === undefined || script.cachedDataRejected === true;
  if (kept !== undefined && isNew) keepAtFirstChild(script, kept);
  (script.runInThisContext() as Watch)(require, filename, __dirname);
}

/** Where the run keeps the code: in the folder of its socket, if nobody else may write there. */
function keptCode(socket: string | undefined): string | undefined {
  if (socket === undefined || process.getuid === undefined) return undefined;
  const folder = path.dirname(socket);
  const { uid, mode } = statSync(folder);
  const isPrivate = uid === process.getuid() && (mode & OTHERS) === 0;
  return isPrivate ? path.join(folder, `code-${process.version}-${process.arch}`) : undefined;
}

const OTHERS = 0o077;

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined; // Not there yet.
  }
}

function keepAtFirstChild(script: InstanceType<typeof Script>, file: string): void {
  const diagnostics = require('node:diagnostics_channel') as typeof import('node:diagnostics_channel');
  const keep = () => {
    diagnostics.unsubscribe('child_process', keep);
    try {
      const own = `${file}.${process.pid}`;
      writeFileSync(own, script.createCachedData(), { flag: 'wx', mode: 0o600 });
      renameSync(own, file); // Whole or not at all, however many try at once.
    } catch {
      // A full disk, a run that has ended: each process then compiles for itself.
    }
  };
  diagnostics.subscribe('child_process', keep);
}

try {
  main();
} catch {
  // Nothing of ours may keep the program from running.
}

/** Finds the runs that go on although the window was reloaded: their terminals live on, and so do their recordings. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { Header } from '../wire/events.js';
import { headerOf } from './header.js';
import type { Recordings } from './recordings.js';
import type { Run } from './run.js';
import type { Runs } from './runs.js';

/** A run samples its processes every second or two, so the recording of a live one is never older than this. */
const FRESH_MS = 10_000;
const LOOK_MS = 500;

/** Takes in what this workspace has under way; gives the runs by their files. */
export async function adoptRuns(runs: Runs, recordings: Recordings, disposables: vscode.Disposable[]): Promise<void> {
  for (const { file, modified } of await recordings.list()) {
    if (Date.now() - modified > FRESH_MS) return; // The newest come first.
    const header = await headerOf(file);
    if (!header?.collector || !isAlive(header.collector) || !isOfThisWorkspace(header) || runs.byFile(file)) continue;
    const run = runs.adopt({ script: scriptOf(header), record: file }, header.collector);
    disposables.push(endWith(header.collector, run));
  }
}

/** All windows keep their recordings in one place. */
const isOfThisWorkspace = ({ cwd }: Header): boolean =>
  vscode.workspace.getWorkspaceFolder(vscode.Uri.file(cwd)) !== undefined;

const scriptOf = ({ command, cwd }: Header): string =>
  path.resolve(cwd, command.slice(1).find((word) => /\.[mc]?[jt]sx?$/.test(word)) ?? command[0] ?? '');

/** Nobody tells this window of the end of a process that it has not started. */
function endWith(pid: number, run: Run): vscode.Disposable {
  const timer = setInterval(() => {
    if (isAlive(pid)) return;
    clearInterval(timer);
    void run.end(undefined);
  }, LOOK_MS);
  return { dispose: () => clearInterval(timer) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

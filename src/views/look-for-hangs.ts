/** Lets the watch look at the runs that go on, as long as there are any and the setting says so. */
import * as vscode from 'vscode';
import { askCli } from './ask-cli.js';
import { HangWatch, type StandingHang } from './hang-watch.js';
import type { Run } from './run.js';
import type { Runs } from './runs.js';
import { setting } from './settings.js';

const EVERY_MS = 1000;

/** `changed` is told when another run seems to hang, or none does any more. */
export function hangWatch(extension: vscode.Uri, log: vscode.LogOutputChannel, changed: () => void): HangWatch<Run> {
  const hangs = async (file: string): Promise<StandingHang[]> => {
    try {
      return JSON.parse(await askCli(extension, ['explain', '--hangs', '--json', file])) as StandingHang[];
    } catch (error) {
      log.warn(`${file}: ${(error as Error).message}`);
      return [];
    }
  };
  return new HangWatch<Run>({ hangs, changed });
}

export function lookForHangs(runs: Runs, hangs: HangWatch<Run>, disposables: vscode.Disposable[]): void {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const look = (): void => {
    void hangs.look(setting('hangNotice.enabled') ? runs.live : []);
    if (runs.live.length === 0) stop();
  };
  const begin = runs.onDidChange(() => {
    if (runs.live.length > 0) timer ??= setInterval(look, EVERY_MS);
  });
  disposables.push(begin, new vscode.Disposable(stop));
}

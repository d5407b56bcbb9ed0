/** The one item in the status bar, there only while a run lasts. */
import * as vscode from 'vscode';
import { viewIds } from './contributions.js';
import type { HangWatch } from './hang-watch.js';
import { aliveCount } from './process-nodes.js';
import type { Run } from './run.js';
import type { Runs } from './runs.js';

/** Gives what brings it up to date where no run has told a change. */
export function showInStatusBar(runs: Runs, hangs: HangWatch<Run>, disposables: vscode.Disposable[]): () => void {
  const item = vscode.window.createStatusBarItem('processView.running', vscode.StatusBarAlignment.Left);
  item.name = 'Process View';
  item.command = `${viewIds.processes}.focus`;
  const update = (): void => {
    const [run] = runs.live;
    if (run) show(run.title);
    else item.hide();
  };
  const show = (title: string): void => {
    const count = runs.live.reduce((sum, { recording }) => sum + aliveCount(recording), 0);
    const hang = runs.live.map((run) => hangs.of(run)).find((found) => found !== undefined);
    item.text = `$(${hang ? 'warning' : 'type-hierarchy-sub'}) ${title}: ${count}`;
    item.tooltip = hang
      ? vscode.l10n.t('Seems to hang: {0}', hang.sentence)
      : vscode.l10n.t('Process View: {0} is running, {1} processes alive', title, count);
    item.accessibilityInformation = { label: item.tooltip };
    item.show();
  };
  disposables.push(item, runs.onDidChange(update));
  return update;
}

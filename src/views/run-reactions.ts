/** What happens by itself when a run begins and when it ends. */
import * as vscode from 'vscode';
import { countLines } from './count-lines.js';
import type { LineCounts } from './line-counts.js';
import type { Panel } from './panel.js';
import type { Problems } from './problems.js';
import type { Recordings } from './recordings.js';
import type { Run } from './run.js';
import type { Runs } from './runs.js';
import { setting } from './settings.js';

export function reactToRuns(
  runs: Runs,
  panel: Panel,
  recordings: Recordings,
  problems: Problems,
  log: vscode.LogOutputChannel,
  counts: LineCounts,
): vscode.Disposable[] {
  return [
    runs.onDidStart((run) => {
      logFirsts(run, log);
      counts.show(undefined);
      onceItTells(run, () => {
        openPanel(run, panel);
        recordings.refresh();
      });
    }),
    runs.onDidEnd(async (run) => {
      report(run, problems);
      run.dropEmptyFile();
      recordings.refresh();
      if (run === runs.latest && run.file && run.recording.length > 0) counts.show(await countLines(run.file));
      await recordings.prune((file) => runs.byFile(file) !== undefined);
    }),
  ];
}

/** The tree comes first: a panel that is being made keeps the window busy for longer than the tree needs to show the first process. */
const TREE_FIRST_MS = 50;

/** Once there is something to see of the run, or it is over. */
function onceItTells(run: Run, act: () => void): void {
  const listening = run.onDidChange(() => {
    if (run.live && run.recording.processes.length === 0) return;
    listening.dispose();
    setTimeout(act, TREE_FIRST_MS);
  });
}

function openPanel(run: Run, panel: Panel): void {
  const place = setting('openPanel', vscode.Uri.file(run.facts.script));
  if (place !== 'never') panel.showRun(run, place === 'beside' ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active);
}

/** For whoever wonders where the time goes between the click and the tree. */
function logFirsts(run: Run, log: vscode.LogOutputChannel): void {
  const listening = run.onDidChange(() => {
    if (run.recording.processes.length > 0) {
      log.info(`${run.title}: the first event is there`);
      listening.dispose();
    } else if (run.file) log.info(`${run.title}: its process has begun, recording to ${run.file}`);
  });
}

/** A script that ends with an error is the person's affair; a run that could not begin is ours to explain. */
function report(run: Run, problems: Problems): void {
  const showTerminal = {
    label: vscode.l10n.t('Show Terminal'),
    act: () => vscode.commands.executeCommand('workbench.action.terminal.focus'),
  };
  if (run.problem) {
    const sentence = vscode.l10n.t('The recording of {0} could not be read: {1}', run.title, run.problem.message);
    problems.show(sentence, undefined, run.problem);
  } else if (run.recording.length === 0 && run.exitCode !== 0) {
    problems.show(vscode.l10n.t('{0} could not be started. Its terminal says why.', run.title), showTerminal);
  }
}

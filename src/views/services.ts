/** What the host does for whatever webview asks it: open the source, show a step in the sidebar, and the buttons. */
import * as vscode from 'vscode';
import type { DiffData } from '../recording/diff/data.js';
import { askCli } from './ask-cli.js';
import { commandIds } from './contributions.js';
import { endLeftBehind } from './end-command.js';
import { exportRecording } from './export-command.js';
import type { KeptStates } from './kept-states.js';
import type { Problems } from './problems.js';
import { saveRecording } from './recording-commands.js';
import type { SourceLines } from './source-lines.js';
import type { Services, Shown } from './webview-link.js';

export function services(
  extension: vscode.Uri,
  log: vscode.LogOutputChannel,
  problems: Problems,
  sourceLines: SourceLines,
  states: KeptStates,
): Services {
  return {
    extension,
    log,
    states,
    reveal: (message, from) => {
      sourceLines.reveal(message, from).catch((error: Error) => {
        // While stepping a missing file is no reason for a message at each step.
        if (message.focus)
          problems.show(vscode.l10n.t('{0} cannot be opened: {1}', message.file, error.message), undefined, error);
        else log.info(`${message.file}: ${error.message}`);
      });
    },
    step: ({ run }, { following, time }) => {
      run?.view(following ? undefined : time);
      if (following) sourceLines.clear();
    },
    act: (action, shown) => problems.guard(() => act(action, shown, log, extension))(),
    diff: async ({ fsPath: first }, { fsPath: second }) =>
      JSON.parse(await askCli(extension, ['diff', '--json', first, second])) as DiffData,
  };
}

function act(
  action: Parameters<Services['act']>[0],
  { uri, run }: Shown,
  log: vscode.LogOutputChannel,
  extension: vscode.Uri,
): unknown {
  const actions = {
    stop: () => run?.stop(),
    save: () => saveRecording(uri),
    log: () => log.show(),
    runAgain: () => vscode.commands.executeCommand(commandIds.runAgain),
    export: () => exportRecording(uri, extension),
    compare: () => vscode.commands.executeCommand(commandIds.compare, uri),
    end: () => endLeftBehind(uri.fsPath),
  };
  return actions[action]();
}

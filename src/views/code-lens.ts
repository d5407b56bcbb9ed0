/** "Run with Process View" above the entry guard of a script. */
import * as vscode from 'vscode';
import { commandIds, settingsSection } from './contributions.js';
import { entryGuardLine } from './entry-guard.js';
import { setting } from './settings.js';

const languages = ['typescript', 'javascript', 'typescriptreact', 'javascriptreact'];

export function registerCodeLens(disposables: vscode.Disposable[]): void {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = { onDidChangeCodeLenses: changed.event, provideCodeLenses: lenses };
  disposables.push(
    changed,
    // Of other schemes there is no file to run.
    vscode.languages.registerCodeLensProvider(
      languages.map((language) => ({ language, scheme: 'file' })),
      provider,
    ),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(`${settingsSection}.codeLens.enabled`)) changed.fire();
    }),
  );
}

function lenses(document: vscode.TextDocument): vscode.CodeLens[] {
  if (!vscode.workspace.isTrusted || !setting('codeLens.enabled', document.uri)) return [];
  const line = entryGuardLine(document.getText());
  if (line === undefined) return [];
  const title = `$(type-hierarchy-sub) ${vscode.l10n.t('Run with Process View')}`;
  const command = { title, command: commandIds.run, arguments: [document.uri] };
  return [new vscode.CodeLens(document.lineAt(line).range, command)];
}

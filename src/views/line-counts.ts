/** How often each line of source sent and received in a run, as quiet words at the lines' ends. */
import * as vscode from 'vscode';
import { settingsSection } from './contributions.js';
import type { RunCounts } from './count-lines.js';
import { setting } from './settings.js';

export class LineCounts {
  private readonly style = vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor('editorCodeLens.foreground'), margin: '0 0 0 3em' },
  });
  private counts: RunCounts | undefined;

  constructor(disposables: vscode.Disposable[]) {
    disposables.push(
      this.style,
      vscode.window.onDidChangeVisibleTextEditors(() => this.paint()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(`${settingsSection}.lineCounts.enabled`)) this.paint();
      }),
      // What has been changed does not stand where it stood.
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && this.counts?.delete(document.uri.fsPath)) this.paint();
      }),
    );
  }

  /** Those of the latest run take the place of all others. */
  show(counts: RunCounts | undefined): void {
    this.counts = counts;
    this.paint();
  }

  private paint(): void {
    for (const editor of vscode.window.visibleTextEditors)
      editor.setDecorations(this.style, this.decorations(editor.document));
  }

  private decorations(document: vscode.TextDocument): vscode.DecorationOptions[] {
    const lines = this.counts?.get(document.uri.fsPath);
    if (!lines || !setting('lineCounts.enabled', document.uri)) return [];
    return [...lines]
      .filter(([line]) => line <= document.lineCount)
      .map(([line, { sent, received }]) => {
        const words = [
          ...(sent > 0 ? [vscode.l10n.t('{0} sent', sent)] : []),
          ...(received > 0 ? [vscode.l10n.t('{0} received', received)] : []),
        ];
        const { end } = document.lineAt(line - 1).range;
        return { range: new vscode.Range(end, end), renderOptions: { after: { contentText: words.join(' · ') } } };
      });
  }
}

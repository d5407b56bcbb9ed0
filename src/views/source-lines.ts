/** Shows a step's line of source in the editor, with what was said there beside it. The panel keeps its place and its focus. */
import path from 'node:path';
import * as vscode from 'vscode';
import type { RevealSource } from '../webview/messages.js';
import type { Location } from '../wire/events.js';
import { setting } from './settings.js';

const PREVIEW_CHARACTERS = 100;

export class SourceLines {
  private readonly line = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
    overviewRulerColor: new vscode.ThemeColor('charts.blue'),
    overviewRulerLane: vscode.OverviewRulerLane.Center,
    after: { color: new vscode.ThemeColor('editorCodeLens.foreground'), fontStyle: 'italic', margin: '0 0 0 2em' },
  });
  /** Steps come faster than documents open: only the last one is shown. */
  private latest = 0;

  /** `from` is the column of the panel, which the source must not cover. */
  async reveal(message: RevealSource, from: vscode.ViewColumn | undefined): Promise<void> {
    if (!message.focus && !setting('showSourceLines')) return;
    this.latest += 1;
    const turn = this.latest;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(message.file));
    if (turn !== this.latest) return;
    const range = lineOf(document, message);
    const editor = await vscode.window.showTextDocument(document, {
      viewColumn: message.aside ? vscode.ViewColumn.Beside : columnFor(document, from),
      preserveFocus: !message.focus,
      preview: true,
    });
    if (turn !== this.latest) return;
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    if (message.focus) editor.selection = new vscode.Selection(range.start, range.start);
    this.decorate(message);
  }

  clear(): void {
    this.latest += 1;
    for (const editor of vscode.window.visibleTextEditors) editor.setDecorations(this.line, []);
  }

  dispose(): void {
    this.line.dispose();
  }

  /** The sender's line, and the receiver's wherever it can be seen. */
  private decorate({ file, line, column, beside, payload }: RevealSource): void {
    const there = beside ? ` → ${path.basename(beside.file)}:${beside.line}` : '';
    const back = beside ? `← ${path.basename(file)}:${line}` : '';
    for (const editor of vscode.window.visibleTextEditors) {
      const shown = (at: Location, text: string) =>
        isOf(editor, at) && [decoration(editor.document, at, text, payload)];
      const sender = shown({ file, line, column }, `${preview(payload)}${there}`) || [];
      const receiver = (beside && shown(beside, `${back} ${preview(payload)}`)) || [];
      editor.setDecorations(
        this.line,
        beside && sameLine(beside, { file, line, column }) ? sender : [...sender, ...receiver],
      );
    }
  }
}

const isOf = (editor: vscode.TextEditor, { file }: Location): boolean =>
  editor.document.uri.fsPath === vscode.Uri.file(file).fsPath;
const sameLine = (a: Location, b: Location): boolean => a.file === b.file && a.line === b.line;

function decoration(
  document: vscode.TextDocument,
  at: Location,
  contentText: string,
  payload: string | undefined,
): vscode.DecorationOptions {
  const hover = payload ? new vscode.MarkdownString().appendCodeblock(payload, 'text') : undefined;
  return {
    range: lineOf(document, at),
    renderOptions: { after: { contentText } },
    ...(hover ? { hoverMessage: hover } : {}),
  };
}

/** On one line, without what a terminal or a right-to-left text could do to it. */
function preview(payload = ''): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that must not reach the editor.
  const plain = payload.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ');
  return plain.length > PREVIEW_CHARACTERS ? `${plain.slice(0, PREVIEW_CHARACTERS)}…` : plain;
}

/** A file may have been shortened since the run. */
function lineOf(document: vscode.TextDocument, { line, column }: Location): vscode.Range {
  const row = Math.min(Math.max(line - 1, 0), document.lineCount - 1);
  const whole = document.lineAt(row).range;
  const start = Math.min(Math.max(column - 1, 0), whole.end.character);
  return new vscode.Range(row, start, row, whole.end.character);
}

/** Where the document is already, else the first group that is not the panel's, else a new one. */
function columnFor(document: vscode.TextDocument, panel: vscode.ViewColumn | undefined): vscode.ViewColumn {
  const { visibleTextEditors, tabGroups } = vscode.window;
  const open = visibleTextEditors.find((editor) => editor.document === document && editor.viewColumn !== panel);
  const group = tabGroups.all.find(({ viewColumn }) => viewColumn !== panel);
  return open?.viewColumn ?? group?.viewColumn ?? vscode.ViewColumn.Beside;
}

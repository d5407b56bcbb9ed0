/** Export Recording…: asks for a format and a place, and lets the command line do it, in a process of its own. */
import path from 'node:path';
import * as vscode from 'vscode';
import { askCli } from './ask-cli.js';

export async function exportRecording(recording: vscode.Uri, extension: vscode.Uri): Promise<void> {
  const placeHolder = vscode.l10n.t('What is to open the recording?');
  const format = await vscode.window.showQuickPick(choices(), { placeHolder, matchOnDescription: true });
  if (format === undefined) return;
  const to = await vscode.window.showSaveDialog({
    defaultUri: recording.with({ path: recording.path.replace(/\.pvrec(\.gz)?$/, '') + format.ending }),
    title: vscode.l10n.t('Export Recording'),
  });
  if (to === undefined) return;
  await write(recording, to, format, extension);
  const open = vscode.l10n.t('Open');
  const done = vscode.l10n.t('Exported to {0}.', path.basename(to.fsPath));
  if ((await vscode.window.showInformationMessage(done, open)) === open) await show(to, format);
}

interface Choice extends vscode.QuickPickItem {
  format: string;
  ending: string;
}

const choices = (): Choice[] => [
  choice('html', '.html', vscode.l10n.t('Web page'), vscode.l10n.t('The panel with the recording in it, one file')),
  choice('perfetto', '.perfetto-trace', 'Perfetto', 'ui.perfetto.dev'),
  choice('chrome', '.trace.json', 'Chrome trace', 'chrome://tracing'),
  choice('otlp', '.otlp.jsonl', 'OpenTelemetry', vscode.l10n.t('Spans as OTLP JSON: a collector, Jaeger, Tempo')),
  choice('csv', '.csv', 'CSV', vscode.l10n.t('The log as a table')),
  choice('mermaid', '.mmd', 'Mermaid', vscode.l10n.t('A sequence diagram for Markdown')),
  choice('svg', '.svg', 'SVG', vscode.l10n.t('A sequence diagram as a picture')),
];

const choice = (format: string, ending: string, label: string, description: string): Choice => ({
  ...{ format, ending, label, description },
});

async function write(recording: vscode.Uri, to: vscode.Uri, { format }: Choice, extension: vscode.Uri): Promise<void> {
  const words = ['export', recording.fsPath, '--to', format, '--out', to.fsPath];
  const location = vscode.ProgressLocation.Window;
  const title = vscode.l10n.t('Exporting…');
  await vscode.window.withProgress({ location, title }, () => askCli(extension, words));
}

/** A page and a picture in the browser, text in the editor, the rest where it lies. */
function show(file: vscode.Uri, { format }: Choice): Thenable<unknown> {
  if (format === 'html' || format === 'svg') return vscode.env.openExternal(file);
  if (format === 'mermaid' || format === 'csv') return vscode.commands.executeCommand('vscode.open', file);
  return vscode.commands.executeCommand('revealFileInOS', file);
}

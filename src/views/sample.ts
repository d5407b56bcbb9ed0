/** Opens a sample script: in a folder of the person's choosing, so that it can be changed and run. */
import { cp, readdir } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

/** Lets the person choose a sample, and opens a copy of it, next to nothing that it could overwrite. */
export async function openSample(extension: vscode.Uri): Promise<void> {
  const samples = vscode.Uri.joinPath(extension, 'examples').fsPath;
  const names = (await readdir(samples)).filter((name) => /\.[mc]?ts$/.test(name)).sort();
  const name = await vscode.window.showQuickPick(names, { placeHolder: vscode.l10n.t('Which sample?') });
  if (!name) return;
  const folder = await chooseFolder();
  if (!folder) return;
  const target = path.join(folder.fsPath, 'process-view-samples');
  await cp(samples, target, { recursive: true, force: false });
  // Not as a preview: the walkthrough, from which a sample is opened, may be one, and would be gone.
  await vscode.window.showTextDocument(vscode.Uri.file(path.join(target, name)), { preview: false });
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const open = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (open) return open;
  const title = vscode.l10n.t('A folder for the samples');
  const chosen = await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, title });
  return chosen?.[0];
}

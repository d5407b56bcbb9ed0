/** Lets the editor know the types of `process-view/multiprocessing` in a workspace that has not installed the package. */
import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';

/** Copies the types into the workspace's node_modules, as an installed package would have them. */
export async function addTypes(extension: vscode.Uri): Promise<void> {
  const folder = await chooseFolder();
  if (!folder) return;
  const target = path.join(folder.uri.fsPath, 'node_modules/process-view');
  if (existsSync(path.join(target, 'dist/cli.js'))) {
    vscode.window.showInformationMessage(
      vscode.l10n.t('The package process-view is installed here, and brings its types itself.'),
    );
    return;
  }
  await copyTypes(extension.fsPath, target);
  vscode.window.showInformationMessage(
    vscode.l10n.t(
      'The types of process-view/multiprocessing are in node_modules/process-view now. To run without Process View as well, install the package: npm install process-view.',
    ),
  );
}

/** Types alone: what runs comes from Process View, or from the package once it is installed. */
export async function copyTypes(extension: string, target: string): Promise<void> {
  const types = 'dist/multiprocessing';
  await mkdir(path.join(target, types), { recursive: true });
  await cp(path.join(extension, types), path.join(target, types), {
    recursive: true,
    filter: (source) => !/\.(js|mjs|cjs)$/.test(source),
  });
  const manifest = {
    name: 'process-view',
    version: '0.0.0-types',
    private: true,
    exports: {
      './multiprocessing': {
        import: { types: `./${types}/index.d.mts` },
        require: { types: `./${types}/index.d.ts` },
      },
      './package.json': './package.json',
    },
  };
  await writeFile(path.join(target, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick() : folders[0];
}

/** Comparing comes to the front, also over a recording that is only being opened. */
import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { commandIds } from '../../../src/views/contributions.js';
import { type HostTest, until } from './host.js';

export const compareTests: HostTest[] = [
  [
    'two recordings that are compared stand before one whose opening has only begun',
    async () => {
      const folder = vscode.workspace.workspaceFolders![0]!.uri;
      const [older, newer] = ['older', 'newer'].map((name) => vscode.Uri.joinPath(folder, `${name}.pvrec`));
      for (const uri of [older!, newer!])
        await vscode.workspace.fs.copy(vscode.Uri.joinPath(folder, 'saved.pvrec'), uri, { overwrite: true });
      utimesSync(older!.fsPath, 1, 1);
      const opening = vscode.commands.executeCommand(commandIds.openItem, { file: newer!.fsPath });
      await vscode.commands.executeCommand(commandIds.compareSelected, newer, [newer, older]);
      await opening;
      const front = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label;
      await until(() => tabLabels().includes('older ↔ newer'), 'the comparison');
      assert.equal(front(), 'older ↔ newer');
      assert.ok(tabLabels().some((label) => label === path.basename(newer!.path)));
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    },
  ],
];

const tabLabels = (): string[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs).map(({ label }) => label);

/** What the suite's tests ask the extension host for: a run's end, the tabs, a condition that comes to hold. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export type HostTest = [name: string, body: () => Promise<void> | void];

/** The exit code of the next of our tasks that ends. */
export const endOfRun = () =>
  new Promise<number | undefined>((resolve) => {
    const listening = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.definition.type !== 'processView') return;
      listening.dispose();
      resolve(exitCode);
    });
  });

export const tabs = (): vscode.Tab[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs);

export const viewTypeOf = ({ input }: vscode.Tab): string | undefined =>
  input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputWebview ? input.viewType : undefined;

export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    if (await condition()) return;
    await new Promise((again) => setTimeout(again, 50));
  }
  assert.fail(`${what} did not come`);
}

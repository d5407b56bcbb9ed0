/** What a person did in each recording's panel, kept for this workspace, so that a reload or a reopened recording goes on where it was. */
import type * as vscode from 'vscode';
import type { PanelState } from '../webview/messages.js';

const KEY = 'panelStates';
const MOST = 50;

export class KeptStates {
  constructor(private readonly memento: vscode.Memento) {}

  /** The latest are kept; the oldest goes first. */
  keep(uri: string, state: PanelState): void {
    const { [uri]: _old, ...others } = this.all;
    const latest = Object.entries({ ...others, [uri]: state }).slice(-MOST);
    void this.memento.update(KEY, Object.fromEntries(latest));
  }

  kept(uri: string): PanelState | undefined {
    return this.all[uri];
  }

  private get all(): Record<string, PanelState> {
    return this.memento.get<Record<string, PanelState>>(KEY, {});
  }
}

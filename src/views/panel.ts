/** The panel: one webview beside the script, for the run that was started last, and one for each two that are compared; they survive a reload of the window. */
import * as vscode from 'vscode';
import type { PanelState } from '../webview/messages.js';
import { panelViewType } from './contributions.js';
import type { Links } from './links.js';
import { titleOf } from './recordings.js';
import type { Run } from './run.js';
import { type Services, type Shown, unborn, urisOf, WebviewLink } from './webview-link.js';
import { preparePage } from './webview-page.js';

export class Panel implements vscode.WebviewPanelSerializer<{ uri?: string; state?: PanelState }> {
  private current: { panel: vscode.WebviewPanel; link: WebviewLink } | undefined;

  constructor(
    private readonly services: Services,
    private readonly links: Links,
    private readonly recordingFolder: () => string,
    /** Settled when the runs that a reload of the window has left are known again. */
    private readonly adopted: Promise<unknown>,
    private readonly runOf: (file: string) => Run | undefined,
  ) {}

  /** Shows a run; opens the panel where the person wants it, or brings the open one to the front without taking the focus. */
  showRun(run: Run, where: vscode.ViewColumn): void {
    const shown: Shown = {
      uri: run.file ? vscode.Uri.file(run.file) : vscode.Uri.from({ scheme: unborn, path: `/${run.id}` }),
      run,
    };
    if (this.current) {
      this.current.panel.title = run.title;
      this.current.panel.reveal(undefined, true);
      this.current.link.show(shown);
    } else {
      const place = { viewColumn: where, preserveFocus: true };
      this.adopt(vscode.window.createWebviewPanel(panelViewType, run.title, place), shown);
    }
  }

  /** Shows two recordings side by side. */
  compare(first: vscode.Uri, second: vscode.Uri): void {
    const title = `${titleOf(first.path)} ↔ ${titleOf(second.path)}`;
    const panel = vscode.window.createWebviewPanel(panelViewType, title, vscode.ViewColumn.Active);
    this.adopt(panel, { uri: first, other: second });
  }

  /** VS Code gives a panel of before the reload, with what its webview kept. */
  async deserializeWebviewPanel(
    panel: vscode.WebviewPanel,
    kept?: { uri?: string; state?: PanelState },
  ): Promise<void> {
    const [uri, other] = urisOf(kept?.uri ?? `${unborn}:/`);
    if (!uri || uri.scheme === unborn) return panel.dispose(); // Its run had not begun to write: there is nothing to show.
    await this.adopted;
    this.adopt(panel, { uri, other, state: kept?.state, run: other ? undefined : this.runOf(uri.fsPath) });
  }

  private adopt(panel: vscode.WebviewPanel, shown: Shown): void {
    const link = new WebviewLink(panel.webview, shown, this.services, () => panel.viewColumn);
    const icon = (theme: string) => vscode.Uri.joinPath(this.services.extension, `media/panel-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    if (!shown.other) this.current = { panel, link };
    const unlist = this.links.add(link, () => panel.active);
    panel.onDidDispose(() => {
      unlist();
      link.dispose();
      if (this.current?.panel === panel) this.current = undefined;
    });
    preparePage(panel.webview, this.services.extension, [
      vscode.Uri.file(this.recordingFolder()),
      ...[shown.uri, shown.other].flatMap((uri) => (uri ? [vscode.Uri.joinPath(uri, '..')] : [])),
    ]);
  }
}

/** The editor of `.pvrec` and `.pvrec.gz` files: the panel's webview, read-only. */
import * as vscode from 'vscode';
import type { Links } from './links.js';
import type { Run } from './run.js';
import { type Services, WebviewLink } from './webview-link.js';
import { preparePage } from './webview-page.js';

interface RecordingDocument extends vscode.CustomDocument {
  readonly uri: vscode.Uri;
}

export class RecordingEditor implements vscode.CustomReadonlyEditorProvider<RecordingDocument> {
  constructor(
    private readonly services: Services,
    private readonly links: Links,
    private readonly runOf: (file: string) => Run | undefined,
  ) {}

  openCustomDocument(uri: vscode.Uri): RecordingDocument {
    return { uri, dispose: () => {} };
  }

  resolveCustomEditor({ uri }: RecordingDocument, panel: vscode.WebviewPanel): void {
    const link = new WebviewLink(
      panel.webview,
      { uri, run: this.runOf(uri.fsPath) },
      this.services,
      () => panel.viewColumn,
    );
    const unlist = this.links.add(link, () => panel.active);
    panel.onDidDispose(() => {
      unlist();
      link.dispose();
    });
    preparePage(panel.webview, this.services.extension, [vscode.Uri.joinPath(uri, '..')]);
  }
}

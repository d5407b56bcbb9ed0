/** The HTML document of a webview: nothing but our own script, styles and font, and the recording's bytes. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Sets a webview up for the panel; `readable` are the folders whose recordings it may fetch. */
export function preparePage(webview: vscode.Webview, extension: vscode.Uri, readable: vscode.Uri[]): void {
  const dist = vscode.Uri.joinPath(extension, 'dist/webview');
  webview.options = { enableScripts: true, localResourceRoots: [dist, ...readable] };
  const address = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  webview.html = page({
    source: webview.cspSource,
    nonce: randomBytes(16).toString('base64'),
    script: address('main.js'),
    style: address('main.css'),
    language: vscode.env.language,
  });
}

interface Page {
  source: string;
  nonce: string;
  script: string;
  style: string;
  language: string;
}

/** The nonce holds for the parts that the script imports as well. `style-src` has no `unsafe-inline`; a worker comes from a blob, as VS Code's webviews allow no other origin. */
const page = ({ source, nonce, script, style, language }: Page): string => `<!DOCTYPE html>
<html lang="${language}">
<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; style-src ${source}; font-src ${source}; img-src ${source} blob: data:; worker-src blob:; connect-src ${source}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Process View</title>
  <link rel="stylesheet" href="${style}">
</head>
<body>
  <div id="app"></div>
  <script type="module" nonce="${nonce}" src="${script}"></script>
</body>
</html>`;

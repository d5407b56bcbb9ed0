/** In a workspace that is not trusted recordings open, and nothing can be run. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { eventually, openFile, pane, runButton, showSidebar, textOf, webview } from './driving.js';
import { sampleFolder, toolsOrSkip, Workbench } from './workbench.js';

test('an untrusted workspace opens recordings and runs nothing', { timeout: 180_000 }, async (t) => {
  const tools = await toolsOrSkip(t);
  if (!tools) return;
  const settings = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };
  const workbench = new Workbench(tools, { trust: false, settings });
  const folder = sampleFolder(workbench.home);
  writeFileSync(path.join(folder, 'saved.pvrec'), recording);
  try {
    await workbench.start();
    const page = await workbench.visit(folder);
    await showSidebar(page);
    const processes = pane(page, 'Processes');
    await eventually(
      () => textOf(processes),
      (text) => text.includes('only in a workspace that you trust'),
      'what to do',
    );
    await openFile(page, 'fork-and-talk.ts');
    assert.equal(await runButton(page).count(), 0, 'there is no button to run it');
    await openFile(page, 'saved.pvrec');
    await eventually(
      () => textOf(webview(page).locator('body')),
      (text) => text.includes('main'),
      'the recording',
    );
  } finally {
    await workbench.close();
  }
});

const header = {
  type: 'header',
  format: 'process-view',
  version: 1,
  startedAt: '2026-11-25T00:00:00.000Z',
  platform: 'linux',
  hostname: 'h',
};
const start = {
  type: 'start',
  time: 1,
  pid: 7,
  seq: 1,
  ppid: 1,
  command: ['node', 'a.ts'],
  cwd: '/',
  runtime: 'node 24.0.0',
};
const recording = [{ ...header, cores: 1, cwd: '/', command: ['node', 'a.ts'], tool: '0.1.0' }, start]
  .map((event) => `${JSON.stringify(event)}\n`)
  .join('');

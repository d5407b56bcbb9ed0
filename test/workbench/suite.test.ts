/** The suite of the extension host, in code-server's: the same that `npm run test:vscode` runs in VS Code itself. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSuite } from './build-suite.mjs';
import { root, sampleFolder, toolsOrSkip, Workbench } from './workbench.js';

test('the suite passes in the extension host', { timeout: 180_000 }, async (t) => {
  const tools = await toolsOrSkip(t);
  if (!tools) return;
  const suite = await buildSuite();
  const workbench = new Workbench(tools, { testDriver: true, vsix: false });
  try {
    await workbench.start();
    assert.equal(await runSuite(workbench, suite), 0);
  } finally {
    await workbench.close();
  }
});

/** The exit code that VS Code's own test runner would give. */
async function runSuite(workbench: Workbench, suite: string): Promise<number> {
  const page = await workbench.page();
  const remote = (file: string) => `vscode-remote://127.0.0.1:${workbench.port}${file}`;
  const exit = new Promise<number>((resolve) => {
    void page.exposeFunction('codeAutomationExit', resolve);
  });
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    if (type === 'error' || /^(ok|activation)/.test(String(args[0]))) console.log(...args);
  });
  await workbench.visit(sampleFolder(workbench.home), [
    ['extensionDevelopmentPath', remote(root)],
    ['extensionTestsPath', remote(suite)],
    ['skipWelcome', 'true'],
  ]);
  return exit;
}

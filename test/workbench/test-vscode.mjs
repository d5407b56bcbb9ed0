// `npm run test:vscode`: the suite in a VS Code that @vscode/test-electron downloads. The same suite runs in code-server in `npm test`.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { buildSuite } from './build-suite.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'pv-suite-'));
cpSync('examples', folder, { recursive: true });
try {
  await runTests({
    extensionDevelopmentPath: process.cwd(),
    extensionTestsPath: await buildSuite(),
    launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

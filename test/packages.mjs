// npm packages that tests run with, outside this project: `await packages('typescript@5.9.3', …)` gives the folder whose node_modules has
// them. Fetched once from npm into a folder of the user's cache.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const cache = process.env.PROCESS_VIEW_TEST_PACKAGES ?? path.join(os.homedir(), '.cache', 'process-view-packages');
const underWay = new Map();

/** The folder in which exactly these packages are installed; each is written `name@version`. */
export function packages(...wanted) {
  const name = wanted.toSorted().join('+').replaceAll('/', '__');
  if (!underWay.has(name)) underWay.set(name, install(path.join(cache, name), wanted));
  return underWay.get(name);
}

async function install(folder, wanted) {
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  // Beside it and then renamed, so that a folder that is there is whole, whoever else installs the same.
  const fresh = mkdtempSync(path.join(cache, '.new-'));
  writeFileSync(path.join(fresh, 'package.json'), '{"private":true}');
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...wanted];
  await promisify(execFile)('npm', args, { cwd: fresh, shell: process.platform === 'win32' });
  try {
    renameSync(fresh, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(fresh, { recursive: true }); // Another run was faster.
  }
  return folder;
}

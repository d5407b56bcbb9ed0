// The Node versions that Process View is tested on: `await nodeBinary(24)`. Fetched once from npm into a folder of the user's cache.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export const versions = { 20: '20.20.2', 22: '22.23.3', 24: '24.21.0', 26: '26.10.0' };
export const majors = Object.keys(versions).map(Number);

const cache = process.env.PROCESS_VIEW_TEST_NODES ?? path.join(os.homedir(), '.cache', 'process-view-nodes');
const underWay = new Map();

/** The path of a Node binary of that major version; rejects where npm has none for this machine. */
export function nodeBinary(major) {
  if (!underWay.has(major)) underWay.set(major, find(major));
  return underWay.get(major);
}

async function find(major) {
  const version = versions[major];
  const folder = path.join(cache, version);
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const binary = path.join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  const args = ['install', '--no-save', '--ignore-scripts', '--loglevel=error', `${name}@${version}`];
  await promisify(execFile)('npm', args, { cwd: folder, shell: process.platform === 'win32' });
  if (!existsSync(binary)) throw new Error(`npm installed ${name}@${version}, but ${binary} is not there`);
  return binary;
}

// Only where it is itself the script: the tests carry a copy of it in their bundles.
if (import.meta.url === `file://${process.argv[1]}` && process.argv[1].endsWith('nodes.mjs')) {
  for (const major of majors) console.log(major, await nodeBinary(major));
}

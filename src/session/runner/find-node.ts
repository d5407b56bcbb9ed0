/** Finds the Node that runs the script: the one asked for, else the first on the PATH; never an editor's own. */
import { execFile } from 'node:child_process';
import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { RunError } from '../errors.js';
import { texts } from './texts.js';

export interface Node {
  /** The path of the binary. */
  path: string;
  /** As in `24.1.0`. */
  version: string;
}

/** The Node of a run; rejects with a sentence that says what to do. */
export async function findNode(wanted?: string): Promise<Node> {
  const file = wanted === undefined || wanted === '' ? defaultNode() : namedNode(wanted);
  const version = isThisProcess(file) ? process.versions.node : await versionOf(file);
  if (Number.parseInt(version, 10) < 20) throw new RunError(texts.tooOld(file, version));
  return { path: file, version };
}

function defaultNode(): string {
  const file = onPath('node') ?? (process.versions.electron === undefined ? process.execPath : undefined);
  if (file === undefined) throw new RunError(texts.noNodeOnPath());
  return file;
}

/** A path, or a name that is looked for on the PATH. */
function namedNode(wanted: string): string {
  const isPath = /[\\/]/.test(wanted);
  const file = isPath ? existing(path.resolve(wanted)) : (onPath(wanted) ?? existing(path.resolve(wanted)));
  if (file === undefined) throw new RunError(texts.noNodeAt(wanted));
  return file;
}

function onPath(name: string): string | undefined {
  // Windows spells it `Path`.
  const key = Object.keys(process.env).find((k) => k.toUpperCase() === 'PATH') ?? 'PATH';
  const folders = (process.env[key] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  for (const folder of folders) {
    const file = existing(path.resolve(folder, name));
    if (file !== undefined) return file;
  }
  return undefined;
}

function existing(file: string): string | undefined {
  const candidates = process.platform === 'win32' ? [`${file}.exe`, file] : [file];
  return candidates.find((f) => statSync(f, { throwIfNoEntry: false })?.isFile() === true);
}

/** Saves starting a process to learn what is known. */
function isThisProcess(file: string): boolean {
  return process.versions.electron === undefined && realpathSync(file) === realpathSync(process.execPath);
}

/** Asks the binary itself. */
async function versionOf(file: string): Promise<string> {
  const versions = await askVersions(file);
  if (versions.electron !== undefined) throw new RunError(texts.electron(file));
  if (versions.node === undefined) throw new RunError(texts.notANode(file, texts.namesNoVersion));
  return versions.node;
}

async function askVersions(file: string): Promise<Partial<NodeJS.ProcessVersions>> {
  // As Node, as an Electron asked without it would open its window. What the user preloads has no place here.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' };
  try {
    const args = ['-p', 'JSON.stringify(process.versions)'];
    const { stdout } = await promisify(execFile)(file, args, { env, timeout: 20_000, windowsHide: true });
    return JSON.parse(stdout) as NodeJS.ProcessVersions;
  } catch (cause) {
    throw new RunError(texts.notANode(file, firstLine(cause)), { cause });
  }
}

function firstLine(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'EACCES') return 'permission denied';
  if (cause instanceof SyntaxError) return 'it names no version';
  return message.split('\n')[0]!;
}

/** Asks the command line, in a process of its own by the editor's own Node: what takes long there holds up no other extension. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';

/** What it printed; where it fails, what it complains of is the message. */
export async function askCli(extension: vscode.Uri, words: readonly string[]): Promise<string> {
  const cli = vscode.Uri.joinPath(extension, 'dist', 'cli.js').fsPath;
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const options = { env, maxBuffer: 1 << 28 };
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [cli, '--lang', vscode.env.language, ...words],
      options,
    );
    return stdout;
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout?: unknown; stderr?: unknown };
    // It has answered, and its answer is that something is so.
    if (code === FOUND && stdout) return `${stdout}`;
    const told = `${stderr ?? ''}`.trim().replace(/^process-view: /gm, '');
    throw new Error(told || (error as Error).message, { cause: error });
  }
}

const FOUND = 1;

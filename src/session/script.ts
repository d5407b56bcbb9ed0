/** Looks whether there is a script at all, to say so in a better sentence than a stack. */
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { commandFile } from './command-file.js';
import { RunError } from './errors.js';
import { reason, texts } from './texts.js';

/** Node adds these itself to a name without one. */
const implied = ['', '.js', '.cjs', '.mjs', '.json', '.node', '.ts'];

export function checkScript(script: string, cwd: string): void {
  const errors = implied.map((extension) => unreadable(path.resolve(cwd, script + extension)));
  if (errors.includes(undefined)) return;
  const error = errors[0] as NodeJS.ErrnoException;
  if (error.code === 'ENOENT') throw new RunError(missing(script, cwd), { cause: error });
  throw new RunError(texts.unreadableScript(script, reason(error)), { cause: error });
}

function missing(script: string, cwd: string): string {
  const file = commandFile(script, cwd);
  return file === undefined
    ? texts.noScript(script, cwd)
    : texts.commandNotScript(script, /\s/.test(file) ? `"${file}"` : file);
}

function unreadable(file: string): unknown {
  try {
    accessSync(file, constants.R_OK);
    return undefined;
  } catch (error) {
    return error;
  }
}

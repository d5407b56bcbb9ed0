/** The file of a command that somebody gave in the place of a script, where that file is one for Node.js: `jest`, `npm`. */
import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';

/** As it may be written instead; undefined where there is none. */
export function commandFile(word: string, cwd: string, searched = process.env.PATH ?? ''): string | undefined {
  if (!/^[\w.@-]+$/.test(word)) return undefined;
  const own = folders(cwd).map((folder) => path.join(folder, 'node_modules', '.bin', word));
  const other = searched.split(path.delimiter).map((folder) => path.join(folder, word));
  const found = [...own, ...other].find((file) => path.isAbsolute(file) && isForNode(file));
  if (found === undefined) return undefined;
  const near = path.relative(cwd, found);
  return own.includes(found) && !near.startsWith('..') ? near : found;
}

function folders(cwd: string): string[] {
  const above = path.dirname(cwd);
  return above === cwd ? [cwd] : [cwd, ...folders(above)];
}

/** Package managers also put scripts for shells there, and on Windows only such. */
function isForNode(file: string): boolean {
  let fd: number | undefined;
  try {
    fd = openSync(file, 'r');
    const bytes = Buffer.alloc(100);
    return /^#!.*\bnode\b/.test(bytes.toString('latin1', 0, readSync(fd, bytes)));
  } catch {
    return false; // It is not there, or a folder.
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

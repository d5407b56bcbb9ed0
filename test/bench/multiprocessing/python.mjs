// Runs one of the Python programs beside this file; undefined where there is no Python.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const folder = path.dirname(new URL(import.meta.url).pathname);

export async function python(program, ...args) {
  try {
    const { stdout } = await promisify(execFile)('python3', [path.join(folder, program), ...args]);
    return JSON.parse(stdout);
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

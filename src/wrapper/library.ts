/** Where `process-view/multiprocessing` is found by a program that has it not installed: the copy beside this bundle. */
import { join } from 'node:path';

/** The file of the library for a specifier and a way of asking; undefined for every other specifier. */
export function libraryFile(specifier: string, kind: 'import' | 'require'): string | undefined {
  if (specifier !== 'process-view/multiprocessing') return undefined;
  return join(__dirname, 'multiprocessing', kind === 'import' ? 'index.mjs' : 'index.js');
}

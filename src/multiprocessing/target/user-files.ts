/** The user's files on the stack: where a target that is passed now is most likely declared. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

let mainFile = process.argv[1];

/** The main module's file: in a child, that of the program and not the child's own entry. */
export const getMainFile = (): string | undefined => mainFile;

/** Tells a child which file is the program's. */
export function setMainFile(file: string | undefined): void {
  mainFile = file;
}

const callers = new Set<string>();

/** Remembers who is calling: what is constructed in one file may be started from another. */
export function noteCaller(): void {
  for (const file of stackFiles()) callers.add(file);
}

/** The files of the frames above this library, nearest first, then those that called it before, then the main module. */
export function userFiles(): string[] {
  const files = new Set([...stackFiles(), ...callers]);
  if (mainFile !== undefined) files.add(mainFile);
  return [...files];
}

function stackFiles(): string[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  let files: (string | null | undefined)[] = [];
  Error.stackTraceLimit = 30;
  // The raw call sites: what ts-node and others make of them is for people.
  Error.prepareStackTrace = (_, sites) => {
    files = sites.map((site) => site.getFileName());
    return '';
  };
  // Reading `stack` is what calls the function above.
  const { stack: _ } = new Error();
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  return files.filter(isUsers).map(asPath);
}

const isUsers = (file: string | null | undefined): file is string =>
  typeof file === 'string' && !isOurs(file) && !file.startsWith('node:');

/** Whether a file is of this library's bundle. */
export const isOurs = (file: string): boolean => file.startsWith(__dirname + path.sep);

const asPath = (file: string): string => (file.startsWith('file:') ? fileURLToPath(file) : file);

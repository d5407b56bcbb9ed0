/** How a process is called where there is room for one word: its own name, else its script, else its program. */
import path from 'node:path';
import type { Process } from '../recording/index.js';

export const processLabel = (process: Process): string => `${processName(process)} (${process.pid})`;

function processName({ name, command, runtime }: Process): string {
  if (name !== undefined) return name;
  const [program = '?', ...words] = command;
  const script = words.find((word) => !word.startsWith('-'));
  const isScript = runtime !== undefined && script !== undefined;
  return isScript ? path.basename(script) : [path.basename(program), ...words].join(' ').slice(0, LONGEST);
}

const LONGEST = 60;

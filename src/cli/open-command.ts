/** `process-view open`: serves the panel of a recording, or of two side by side, until Ctrl-C. */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { spokenLanguage } from '../language.js';
import { FileError, UsageError } from './errors.js';
import { open } from './open.js';
import { parsing } from './options.js';
import { texts } from './texts.js';

export async function openCommand(args: string[]): Promise<number> {
  const { positionals } = parsing(() => parseArgs({ args, options: {}, allowPositionals: true }));
  const [file, other, ...more] = positionals;
  if (file === undefined) throw new UsageError(texts.noFile('open'));
  if (more.length > 0) throw new UsageError(texts.twoAtMost);
  const panel = await opened(file, other);
  await Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)));
  await panel.close();
  return 0;
}

async function opened(file: string, other: string | undefined) {
  try {
    const print = (line: string) => process.stdout.write(`${line}\n`);
    return await open(file, { print, ...(other !== undefined && { other }), ...panelLanguage() });
  } catch (cause) {
    throw new FileError((cause as Error).message, { cause });
  }
}

/** That of the terminal where it is no default, so that `--lang` holds for both; else the browser's. */
const panelLanguage = () => (spokenLanguage() === 'en' ? {} : { language: spokenLanguage() });

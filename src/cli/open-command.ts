/** `process-view open`: serves the panel of a recording until Ctrl-C. */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { spokenLanguage } from '../language.js';
import { FileError, UsageError } from './errors.js';
import { open } from './open.js';
import { parsing } from './options.js';
import { texts } from './texts.js';

export async function openCommand(args: string[]): Promise<number> {
  const { positionals } = parsing(() => parseArgs({ args, options: {}, allowPositionals: true }));
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError(texts.noFile('open'));
  if (more.length > 0) throw new UsageError(texts.oneFile('open'));
  const panel = await opened(file);
  await Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)));
  await panel.close();
  return 0;
}

async function opened(file: string) {
  try {
    return await open(file, { print: (line) => process.stdout.write(`${line}\n`), ...panelLanguage() });
  } catch (cause) {
    throw new FileError((cause as Error).message, { cause });
  }
}

/** That of the terminal where it is no default, so that `--lang` holds for both; else the browser's. */
const panelLanguage = () => (spokenLanguage() === 'en' ? {} : { language: spokenLanguage() });

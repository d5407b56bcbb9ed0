/** Variables from `.env` files, as Node's own --env-file takes them: what is set in the environment wins, and a later file over an earlier. */
import { readFileSync } from 'node:fs';
import util from 'node:util';
import { FileError } from './errors.js';
import { reasonOf } from './load.js';
import { texts } from './texts.js';

export function withEnvFiles(env: NodeJS.ProcessEnv, files: readonly string[]): NodeJS.ProcessEnv {
  return Object.assign({}, ...files.map(variablesIn), env);
}

function variablesIn(file: string): NodeJS.Dict<string> {
  // Since Node 20.12.
  if (typeof util.parseEnv !== 'function') throw new FileError(texts.badEnvFile(file, texts.envFileNeeds));
  try {
    return util.parseEnv(readFileSync(file, 'utf8').replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new FileError(texts.badEnvFile(file, reasonOf(cause)), { cause });
  }
}

/** Reads options and turns Node's complaints about them into usage errors. */
import { UsageError } from './errors.js';
import { texts } from './texts.js';

export function parsing<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!isParseError(error)) throw error;
    // Node adds a hint on "--", which holds for other programs than this one.
    throw new UsageError(`${error.message.split('. ')[0]!.replace(/\.$/, '')}.`, { cause: error });
  }
}

const isParseError = (error: unknown): error is Error =>
  error instanceof Error && `${(error as NodeJS.ErrnoException).code}`.startsWith('ERR_PARSE_ARGS');

/** The number of a step as given with `--at`. */
export function stepNumber(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  if (!/^\d+$/.test(word)) throw new UsageError(texts.notANumber('--at', word));
  return Number(word);
}

/** Reads options and turns Node's complaints about them into usage errors. */
import { UsageError } from './errors.js';

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

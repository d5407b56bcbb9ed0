/** Reads options and turns Node's complaints about them into usage errors. */
import { UsageError } from './errors.js';
import { texts } from './texts.js';

export function parsing<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!isParseError(error)) throw error;
    throw new UsageError(complaint(error), { cause: error });
  }
}

const isParseError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && `${(error as NodeJS.ErrnoException).code}`.startsWith('ERR_PARSE_ARGS');

/** Node's complaint in our words; it quotes the option or the word that it is about. */
function complaint({ code, message }: NodeJS.ErrnoException): string {
  const word = /'(?:-\w, )?([^']*?)(?: <value>)?'/.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return texts.unknownOption(word);
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return texts.strayWord(word);
  if (/ambiguous/.test(message)) return texts.ambiguousValue(word);
  return /does not take/.test(message) ? texts.strayValue(word) : texts.noValue(word);
}

/** The number of a step as given with `--at`. */
export function stepNumber(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  if (!/^\d+$/.test(word)) throw new UsageError(texts.notANumber('--at', word));
  return Number(word);
}

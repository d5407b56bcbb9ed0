/** The patterns of what is not to be recorded: the user's own, and those of secrets that look the same everywhere. */
import { RunError } from '../errors.js';
import { texts } from '../texts.js';

/** `words`: regular expressions, as they are or as `/…/flags`. Throws a RunError for one that is none. */
export function redactionPatterns(words: readonly string[], withDefaults: boolean): RegExp[] {
  return [...words.map(compiled), ...(withDefaults ? defaults : [])];
}

function compiled(word: string): RegExp {
  const [, source = word, flags = ''] = /^\/(.+)\/([a-z]*)$/s.exec(word) ?? [];
  try {
    const pattern = new RegExp(source, `${flags.replace(/[gy]/g, '')}g`);
    if (pattern.test('')) throw new Error(texts.matchesNothing);
    return pattern;
  } catch (cause) {
    throw new RunError(texts.badPattern(word, (cause as Error).message), { cause });
  }
}

const NAMED = '(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)';

/** What stands before the secret and says that it is one stays readable. */
const defaults: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  // Cloud and service keys that carry their maker's mark.
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\bgh[opsur]_[A-Za-z0-9]{20,}/g,
  /\bgithub_pat_\w{20,}/g,
  /\bglpat-[\w-]{16,}/g,
  /\bnpm_[A-Za-z0-9]{20,}/g,
  /\bxox[abeprs]-[\w-]{10,}/g,
  /\b[prs]k_(?:live|test)_\w{10,}/g,
  /\bsk-[\w-]{16,}/g,
  /\bAIza[\w-]{30,}/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
  // What an HTTP header or a URL carries.
  /(?<=\b(?:bearer|basic|token) +)[\w+/=.~-]{8,}/gi,
  /(?<=:\/\/[^\s:/@]*:)[^\s@/]+(?=@)/g,
  // Named as what they are: `password=…`, `"apiKey": "…"`, `--token …`.
  new RegExp(`(?<=${NAMED}\\w*\\\\?["']?[ \\t]*[:=][ \\t]*\\\\?["']?)[^\\s"',;&}\\\\]{4,}`, 'gi'),
  new RegExp(`(?<=--?[\\w-]*${NAMED}[\\w-]* )\\S{4,}`, 'gi'),
];

/** Whether a match of one of them may go on over the end of a line; a private key's goes on to the end of all that is known. */
export const mayCrossLines = (patterns: readonly RegExp[]): boolean =>
  patterns.some(
    (pattern) => !defaults.includes(pattern) && (pattern.dotAll || CROSSING.test(pattern.source.replace(HARMLESS, ''))),
  );

const CROSSING = /\\[snrDWS]|\\u000a|\\x0a|\[\^|\(\?s/i;
/** `[^\s…]` and `\S` never take a newline. */
const HARMLESS = /\[\^\\s(?:\\.|[^\]\\])*\]|\\S(?!\w)/g;

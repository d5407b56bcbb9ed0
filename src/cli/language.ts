/** The language of the command: as asked for by `--lang`, else by the variable PROCESS_VIEW_LANG, else that of the system. */
import { type Language, languageOf } from '../language.js';

/** What the environment asks for; POSIX's variables in POSIX's order, and where there is none, what Intl knows of the system. */
export function systemLanguage(env: NodeJS.ProcessEnv): Language {
  const named = ['PROCESS_VIEW_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => env[name]).find(Boolean);
  return languageOf(named ?? Intl.DateTimeFormat().resolvedOptions().locale);
}

export interface OwnWords {
  /** The value of `--lang`; '' where it has none. */
  asked: string | undefined;
  /** The words without it. */
  rest: string[];
}

/** Take `--lang` out of a command line; what stands behind the script of a run is the script's own. */
export function withoutLanguage(words: string[], own = words.length): OwnWords {
  const at = words.findIndex((word, i) => i < own && (word === '--lang' || word.startsWith('--lang=')));
  if (at < 0) return { asked: undefined, rest: words };
  const [word, next = ''] = [words[at]!, words[at + 1]];
  const [asked, count] = word === '--lang' ? [next, 2] : [word.slice('--lang='.length), 1];
  return { asked, rest: [...words.slice(0, at), ...words.slice(at + count)] };
}

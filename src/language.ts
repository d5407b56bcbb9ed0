/** The language in which a person is spoken to: tables of texts, one for each language, of which the one that is spoken answers. */

export const languages = ['en', 'zh-CN'] as const;
/** `qps-ploc`, the pseudo-language that all the world calls so, puts brackets round each text: what has none was left outside. */
export type Language = (typeof languages)[number] | 'qps-ploc';

let spoken: Language = 'en';

/** From now on all tables answer in this language. */
export function speak(language: Language): void {
  spoken = language;
}

export const spokenLanguage = (): Language => spoken;

/** The language that is meant by a tag or a locale (`zh_TW.UTF-8`, `zh-Hans-CN`, `C`): Chinese of any kind, else English. */
export function languageOf(tag: string): Language {
  if (tag === 'qps-ploc') return tag;
  return /^zh(?![a-z])/i.test(tag) ? 'zh-CN' : 'en';
}

/**
 * One table for all languages; the type makes them say the same things from the same values. Texts are looked up where they are needed,
 * never kept: the language is chosen after this was read. Call it as pure, by the comment that
 * bundlers know, so that a bundle leaves out what it does not say.
 */
export function inLanguages<T extends object>(english: T, chinese: T): T {
  const table = () => (spoken === 'zh-CN' ? chinese : english);
  return new Proxy(english, {
    get: (_, key) => (spoken === 'qps-ploc' ? bracketed(Reflect.get(english, key)) : Reflect.get(table(), key)),
  });
}

/** A text, or whatever makes or holds texts, with each of them in brackets. */
function bracketed(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? '' : `⟦${value}⟧`;
  if (typeof value === 'function') return (...args: unknown[]) => bracketed(value(...args));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, bracketed(inner)]));
}

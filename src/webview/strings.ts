/** The panel's texts: English is the key, as in `vscode.l10n.t`; translations stand in a table per language, a script of its own. */

/** Where `chinese.js` puts its table; the page has that script only where it may be wanted. */
declare global {
  var processViewChinese: Record<string, string> | undefined;
}

let table: Record<string, string> = {};
let tag = 'en';

/** Choose the language, with the host's own translations over ours. */
export function useLanguage(wanted: string, overrides: Record<string, string> = {}): void {
  tag = wanted || 'en';
  table = { ...(isChinese(tag) ? globalThis.processViewChinese : {}), ...overrides };
}

/** The language tag, for `lang` and for numbers. */
export const language = (): string => tag;

/** A text in the person's language; `{0}`, `{1}` … are replaced. */
export function t(english: string, ...values: (string | number)[]): string {
  const text = table[english] ?? english;
  return values.length === 0 ? text : text.replace(/\{(\d)\}/g, (_, n: string) => String(values[Number(n)] ?? ''));
}

/** Simplified Chinese is the one Chinese that we have, and nearer to the others than English is. */
const isChinese = (language: string): boolean => /^zh\b/i.test(language);

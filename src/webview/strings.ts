/** The panel's texts: English is the key, as in `vscode.l10n.t`; translations stand in a table per language, fetched where it is wanted. */
import { signal } from '@preact/signals';

type Table = Readonly<Record<string, string>>;

/** A signal, so that whatever shows a text is told when the language changes. */
const table = signal<Table>({});
let tag = 'en';
let chinese: Table | undefined;

/** Choose the language, with the host's own translations over ours. Resolves when its texts are there. */
export async function useLanguage(wanted: string, overrides: Table = {}): Promise<void> {
  tag = wanted || 'en';
  table.value = { ...(isChinese(tag) ? chinese : {}), ...overrides };
  if (!isChinese(tag) || chinese) return;
  // Without the table the panel is in English.
  chinese = await import('./strings-zh-cn.js').then((strings) => strings.chinese).catch(() => undefined);
  if (isChinese(tag)) table.value = { ...chinese, ...overrides };
}

/** The language tag, for `lang` and for numbers. */
export const language = (): string => tag;

/** A text in the person's language; `{0}`, `{1}` … are replaced. The pseudo-language is English in brackets: what has none was left outside. */
export function t(english: string, ...values: (string | number)[]): string {
  const text = table.value[english] ?? (tag === 'qps-ploc' ? `⟦${english}⟧` : english);
  return values.length === 0 ? text : text.replace(/\{(\d)\}/g, (_, n: string) => String(values[Number(n)] ?? ''));
}

/** Simplified Chinese is the one Chinese that we have, and nearer to the others than English is. */
const isChinese = (language: string): boolean => /^zh\b/i.test(language);

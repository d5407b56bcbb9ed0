/** The pseudo-language `qps-ploc`: each text of ours in brackets, so that a text without them was left outside. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const pseudoLanguage = 'qps-ploc';

/** Writes the texts of the manifest and of the code in this language into an installed extension, which ships none. */
export function writePseudoTexts(extension: string): void {
  const read = (file: string): [string, string][] =>
    Object.entries(JSON.parse(readFileSync(path.join(extension, file), 'utf8')) as Record<string, string>);
  const write = (file: string, texts: [string, string][]) =>
    writeFileSync(path.join(extension, file), JSON.stringify(Object.fromEntries(texts)));
  const manifest = read('package.nls.json').map(([key, text]): [string, string] => [key, bracketed(text)]);
  write(`package.nls.${pseudoLanguage}.json`, manifest);
  const code = read('l10n/bundle.l10n.zh-cn.json').map(([text]): [string, string] => [text, `⟦${text}⟧`]);
  write(`l10n/bundle.l10n.${pseudoLanguage}.json`, code);
}

/** Links stand in an element of their own; a line that is nothing but a link is a button, and stays one. */
const bracketed = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(/\[([^\]]+)\](?=\()/g, '[⟦$1⟧]').replace(/^(?!\[⟦[^\]]+⟧\]\([^)]+\)$).+$/, '⟦$&⟧'))
    .join('\n');

/** Those of the texts that have a word outside all brackets which is none of the known: what a program is called, and what it said. */
export function textsOutside(texts: readonly string[], known: ReadonlySet<string>): string[] {
  const isOutside = (text: string) =>
    wordsOf(withoutBrackets(text).replace(sameEverywhere, ' ')).some((word) => !known.has(word));
  return [...new Set(texts.filter(isOutside))];
}

/** Names, abbreviations, keys and the filter's terms, which are the same in every language; and what the editor itself puts into a view, in its own language. */
const sameEverywhere =
  /\bprocess[- ]view\b|\.pvrec\b|\bmain\b|\bPID\b|\b(Ctrl|Alt|Shift|Enter|Esc|Space|Home|End)\b| Section$| actions$|^(More Actions\.\.\.|Views and More Actions\.\.\.|Welcome|Progress|Collapse All)$|^Actions for |^[a-z]+[:<>][\w./-]*$/gi;

/** Brackets stand within others, where a text is a value of another; one that is cut off by the list's end stays open. */
function withoutBrackets(text: string): string {
  const inner = text.replace(/⟦[^⟦⟧]*⟧/g, ' ');
  return inner === text ? text : withoutBrackets(inner);
}

export const wordsOf = (text: string): string[] => text.match(/\p{L}{3,}/gu) ?? [];

/** Sentences of the model in the panel's language, cut into plain text and the names in it, of which the page makes links. */
import { languageOf, speak } from '../../language.js';
import { markingNames, type Named } from '../../recording/words.js';
import { language } from '../strings.js';

export type Piece = string | { text: string; named: Named };

export function piecesOf(make: () => string): Piece[] {
  const named: Named[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (what: Named): number => {
    const key = JSON.stringify(what);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, named.length);
    return named.push(what) - 1;
  };
  speak(languageOf(language()));
  const sentence = markingNames((what, text) => `${BEGIN}${numberOf(what)}${MIDDLE}${unmarked(text)}${END}`, make);
  return sentence
    .split(MARKED)
    .map((text, i, all) => pieceAt(all, i, named) ?? unmarked(text))
    .filter(isWhole);
}

/** The same as one text. */
export function plainText(make: () => string): string {
  speak(languageOf(language()));
  return make();
}

/** Characters for private use, which are taken out of what a program says. */
const [BEGIN, MIDDLE, END] = ['\ue000', '\ue001', '\ue002'];
const MARKED = new RegExp(`(${BEGIN}\\d+${MIDDLE}[^${END}]*${END})`);
const unmarked = (text: string): string => text.replace(/[\ue000-\ue002]/g, '');

function pieceAt(all: readonly string[], index: number, named: readonly Named[]): Piece | undefined {
  const [, number = '', text = ''] = index % 2 === 1 ? (all[index]!.match(/^.(\d+).([\s\S]*).$/) ?? []) : [];
  const what = named[Number(number)];
  return number === '' || what === undefined ? undefined : { text, named: what };
}

const isWhole = (piece: Piece): boolean => piece !== '';

/** Makes of what ts-node throws for a file that is no TypeScript an error that names file and line, as Node's own do. */
import { pathToFileURL } from 'node:url';
import { inlineMap } from './inline-map.js';

interface Diagnostic {
  code: number;
  start?: number;
  messageText: string | { messageText: string };
}

/** A place in a text, from 0. */
interface Place {
  line: number;
  column: number;
}

/** The first complaint of a compilation about a file. */
export class Complaint {
  private readonly message: string;
  private readonly place: Place;

  private constructor(
    diagnostic: Diagnostic,
    private readonly file: string,
    private readonly text: string,
  ) {
    const { messageText, code, start = 0 } = diagnostic;
    const before = text.slice(0, start).split('\n');
    this.place = { line: before.length - 1, column: before.at(-1)!.length };
    const words = typeof messageText === 'string' ? messageText : messageText.messageText;
    this.message = `${words} (TS${code}) at ${this.at}`;
  }

  /** Undefined for an error that is none of the compiler's. */
  static from(error: unknown, file: string, text: string): Complaint | undefined {
    const first = (error as { diagnostics?: Diagnostic[] }).diagnostics?.[0];
    return first === undefined ? undefined : new Complaint(first, file, text);
  }

  /** For an ES module, which cannot be linked; Node prints of it the stack alone, so that has the line in it. */
  asError(): SyntaxError {
    const error = new SyntaxError(this.message);
    error.stack = `${this.file}:${this.place.line + 1}\n${this.picture}\n\nSyntaxError: ${this.message}\n    at ${this.at}`;
    return error;
  }

  /** For CommonJS: a module that throws, from the very place in the source, so that Node itself prints the line. */
  asModule(): string {
    const stack = JSON.stringify(`SyntaxError: ${this.message}\n    at ${this.at}`);
    const map = { version: 3, sources: [pathToFileURL(this.file).href], sourcesContent: [this.text], names: [] };
    const mappings = `AA${vlq(this.place.line)}${vlq(this.place.column)}`;
    return [
      `throw Object.assign(new SyntaxError(${JSON.stringify(this.message)}), { stack: ${stack} });`,
      inlineMap(JSON.stringify({ ...map, mappings })),
    ].join('\n');
  }

  private get at(): string {
    return `${this.file}:${this.place.line + 1}:${this.place.column + 1}`;
  }

  /** The line, with a mark under the column. */
  private get picture(): string {
    const source = this.text.split('\n')[this.place.line]!.trimEnd();
    return `${source}\n${source.slice(0, this.place.column).replace(/\S/g, ' ')}^`;
  }
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A number from 0 on as source maps write it: five bits a digit, the lowest first, with room for a sign. */
function vlq(value: number): string {
  let rest = value << 1;
  let digits = '';
  do {
    const more = rest >= 32 ? 32 : 0;
    digits += DIGITS[(rest & 31) | more];
    rest >>= 5;
  } while (rest > 0);
  return digits;
}

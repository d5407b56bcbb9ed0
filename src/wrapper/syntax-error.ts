/** Makes of what ts-node throws for a file that is no TypeScript an error that names file and line, as Node's own do. */

interface Diagnostic {
  code: number;
  start?: number;
  messageText: string | { messageText: string };
}

/** A SyntaxError for the first diagnostic of a compilation; any other error is given back as it is. */
export function asSyntaxError(error: unknown, file: string, text: string): unknown {
  const first = (error as { diagnostics?: Diagnostic[] }).diagnostics?.[0];
  if (first === undefined) return error;
  const place = excerpt(text, first.start ?? 0);
  const message = typeof first.messageText === 'string' ? first.messageText : first.messageText.messageText;
  const at = `${file}:${place.line}:${place.column}`;
  const syntaxError = new SyntaxError(`${message} (TS${first.code}) at ${at}`);
  syntaxError.stack = `${file}:${place.line}\n${place.picture}\n\nSyntaxError: ${syntaxError.message}\n    at ${at}`;
  return syntaxError;
}

/** Line and column, from 1, and the line with a mark under the column. */
function excerpt(text: string, start: number) {
  const before = text.slice(0, start).split('\n');
  const line = before.length;
  const column = before[line - 1]!.length + 1;
  const source = text.split('\n')[line - 1]!.trimEnd();
  return { line, column, picture: `${source}\n${source.slice(0, column - 1).replace(/\S/g, ' ')}^` };
}

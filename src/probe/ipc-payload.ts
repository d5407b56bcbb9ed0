/** What stands in the bytes of an IPC message: whether it is Node's own, and how to show it. */

/** Node's own messages, and the user's that look like them: an object whose `cmd` begins with `NODE_`. What carries a handle wraps the user's. */
export function isInternalText(text: string): boolean {
  if (text.startsWith(HANDLE)) return INTERNAL_BODY.test(text.slice(HANDLE.length, HANDLE.length + LONGEST_TYPE));
  if (text.startsWith(INTERNAL)) return true;
  return text.length < LOOKS_INTO && text.includes(INTERNAL_KEY) && isInternalValue(parsed(text));
}

const INTERNAL = '{"cmd":"NODE_';
const INTERNAL_KEY = '"cmd":"NODE_';
/** The body of a message with a handle, which is Node's own in a cluster. */
const HANDLE = '{"cmd":"NODE_HANDLE","type":"';
const INTERNAL_BODY = /^[\w.]+","msg":\{"cmd":"NODE_/;
const LONGEST_TYPE = 64;
/** A look-alike of the user's that is longer than this is not worth the search in every long message. */
const LOOKS_INTO = 4096;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // It comes from JSON.stringify; whatever else it is, it is not internal.
  }
}

export function isInternalValue(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { cmd } = value as { cmd?: unknown };
  return typeof cmd === 'string' && cmd.startsWith('NODE_') && cmd.length > 'NODE_'.length;
}

/** The user's message as JSON, without the newline that ends it on the channel and what Node wraps around one with a handle. */
export function textOfJson(text: string): string {
  if (!text.startsWith(HANDLE)) return text.slice(0, -1);
  return text.slice(text.indexOf('"msg":') + '"msg":'.length, -2);
}

/** The same question for advanced serialisation: a length, a header, then the object with its first key, `cmd`. */
export function isInternalBuffer(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, LOOKS_FOR_KEY);
  const outer = start.indexOf(KEY);
  if (outer < 0 || outer > HEADER || !start.startsWith('NODE_', outer + KEY.length + 1)) return false;
  const inner = start.startsWith('NODE_HANDLE"', outer + KEY.length + 1) ? start.indexOf(`"${MESSAGE}${KEY}`) : outer;
  return inner >= 0 && start.indexOf('NODE_', inner) > 0;
}

/** As V8 writes it: the mark of an object, the mark of a string, its length, its characters; then the mark of the next string. */
const KEY = `o"${String.fromCharCode(3)}cmd"`;
const MESSAGE = `${String.fromCharCode(3)}msg`;
const HEADER = 8;
const LOOKS_FOR_KEY = 128;

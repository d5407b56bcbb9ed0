/** A payload as a tree where its preview is JSON, else as text; always as text of the page, never as HTML. */
import { t } from '../strings.js';

export function Payload({ text, truncated, plain }: { text: string; truncated: boolean; plain?: boolean }) {
  const value = plain || truncated ? undefined : parsed(text);
  return (
    <>
      <h2>{plain ? t('Text') : t('Payload')}</h2>
      <div class="payload" dir="auto">
        {value === undefined ? shown(text) : <Value value={value.json} depth={0} />}
        {truncated && <div class="dim">{t('… the rest was not recorded')}</div>}
      </div>
    </>
  );
}

function parsed(text: string): { json: unknown } | undefined {
  if (!/^\s*[[{"\d-tfn]/.test(text)) return undefined;
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined; // A preview need not be JSON: it is shown as it is.
  }
}

/** More of a text than this in one element makes the browser slow. */
const LONGEST = 100_000;

/** Control characters, lone surrogates and marks of direction become visible, so that nothing hides in a text. */
export function shown(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return cut.replace(/[\p{Cc}\p{Surrogate}\p{Bidi_Control}]/gu, named);
}

const named = (c: string): string =>
  c === '\n' || c === '\t' ? c : `\u27e8${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}\u27e9`;

function Value({ value, name, depth }: { value: unknown; name?: string; depth: number }) {
  if (typeof value !== 'object' || value === null) return <Leaf name={name} value={value} />;
  const entries = Object.entries(value);
  const isList = Array.isArray(value);
  if (entries.length === 0 || depth > DEEPEST) return <Leaf name={name} value={isList ? [] : {}} />;
  return (
    <details open={depth < 2 && entries.length <= 30}>
      <summary>
        {name !== undefined && <Key name={name} />}
        <span class="dim">{isList ? `[${entries.length}]` : `{${entries.length}}`}</span>
      </summary>
      {entries.slice(0, MOST).map(([key, inner]) => (
        <Value key={key} name={key} value={inner} depth={depth + 1} />
      ))}
      {entries.length > MOST && <div class="dim">{t('{0} more', entries.length - MOST)}</div>}
    </details>
  );
}

const DEEPEST = 40;
const MOST = 200;

function Leaf({ name, value }: { name?: string | undefined; value: unknown }) {
  const kind = typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'word';
  return (
    <div>
      {name !== undefined && <Key name={name} />}
      <span class={kind}>{shown(JSON.stringify(value))}</span>
    </div>
  );
}

const Key = ({ name }: { name: string }) => <span class="key">{`${shown(name)}: `}</span>;

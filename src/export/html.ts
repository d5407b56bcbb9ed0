/** The panel with a recording in it, as one page that needs nothing else: it opens from a file, without a network. */

/** What the page is made of. The panel's script is what `oneScript` makes of its modules. */
export interface HtmlParts {
  title: string;
  /** As in `zh-CN`; left out for the browser's. */
  language?: string | undefined;
  script: string;
  style: string;
  /** The recording's file, compressed by gzip, in chunks. */
  recording: AsyncIterable<Uint8Array>;
  /** The size of the recording before it was compressed, if known. */
  size?: number | undefined;
  /** The filter with which the panel opens. */
  filter?: string | undefined;
  /** The step that it shows first, from 0. */
  step?: number | undefined;
  /** SHA-256 of a text, in base64. */
  sha256(text: string): string;
  base64(bytes: Uint8Array): string;
}

export async function* htmlPage(parts: HtmlParts): AsyncGenerator<string> {
  const script = harmless(parts.script);
  const policy = [
    "default-src 'none'",
    // These two, and the modules that the second makes of its texts.
    `script-src ${[UNPACK, script].map((text) => `'sha256-${parts.sha256(text)}'`).join(' ')} blob:`,
    // The panel sets sizes and places by style attributes.
    "style-src 'unsafe-inline'",
    'img-src data:',
    'connect-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  yield head(parts, policy);
  yield '<script type="application/x-process-view" id="recording">\n';
  yield* inLines(parts);
  yield `</script>\n<script>${UNPACK}</script>\n<script>${script}</script>\n</body>\n</html>\n`;
}

function head({ title, language, style, size, filter, step }: HtmlParts, policy: string): string {
  const state = { ...(filter ? { filter } : {}), ...(step === undefined ? {} : { step, follow: false }) };
  const data = {
    ...{ uri: `export:${title}`, title, live: 'false', encoding: 'gzip' },
    ...(size !== undefined && { size: `${size}` }),
    ...(Object.keys(state).length > 0 && { state: JSON.stringify(state) }),
  };
  const attributes = Object.entries(data).map(([name, value]) => ` data-${name}="${escaped(value)}"`);
  return `<!doctype html>
<html lang="${escaped(language ?? '')}">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${style.replace(/<\/style/gi, '<\\/style')}</style>
</head>
<body${attributes.join('')}>
<div id="app"></div>
`;
}

/** Base64 in lines, three bytes for four characters: what is left of a chunk waits for the next one. */
async function* inLines({ recording, base64 }: HtmlParts): AsyncGenerator<string> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of recording) {
    const whole = new Uint8Array(rest.length + chunk.length);
    whole.set(rest);
    whole.set(chunk, rest.length);
    const end = whole.length - (whole.length % 3);
    rest = whole.slice(end);
    if (end > 0) yield `${base64(whole.subarray(0, end))}\n`;
  }
  if (rest.length > 0) yield `${base64(rest)}\n`;
}

/** Before the panel's own script: makes of the text on the page a file that the panel fetches as it does from a server. */
const UNPACK = `{
const lines = document.getElementById('recording').textContent.trim().split('\\n');
const parts = lines.map((line) => Uint8Array.from(atob(line), (c) => c.charCodeAt(0)));
document.body.dataset.url = URL.createObjectURL(new Blob(parts, { type: 'application/gzip' }));
}`;

/** A script's text in a page: nothing in it ends the element, nor begins a comment. */
const harmless = (script: string): string => script.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');

const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** What the server of `process-view open` answers to each path: the page, its script and style, and the recording's bytes. */
import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { type Language, languageOf, speak, spokenLanguage } from '../language.js';
import { diffData } from '../recording/diff/data.js';
import { load } from './load.js';
import { isGrowing, type Recorded, recordingBytes } from './open-file.js';

export interface Site {
  /** The first part of every path; without it there is nothing here. */
  secret: string;
  recording: Recorded;
  /** The recording with which it is compared. */
  other?: Recorded;
  /** The folder of the panel's bundle. */
  webview: string;
  language?: string;
}

export interface Answer {
  type: string;
  body: AsyncIterable<Uint8Array | string>;
}

/** The answer to a path, or undefined where there is none. */
export function answerTo(url: string, site: Site): Answer | undefined {
  const name = partAfterSecret(url, site.secret);
  if (name === '') return { type: 'text/html; charset=utf-8', body: page(site) };
  if (name === 'main.js' || isPart(site, name))
    return { type: 'text/javascript; charset=utf-8', body: fileOf(site, name) };
  if (name === 'main.css') return { type: 'text/css; charset=utf-8', body: fileOf(site, name) };
  // Compared is what there is.
  const follow = site.other === undefined;
  if (name === 'recording') return { type: 'application/x-ndjson', body: recordingBytes(site.recording, follow) };
  if (site.other && name === 'other') return { type: 'application/x-ndjson', body: recordingBytes(site.other, follow) };
  if (site.other && name === 'diff')
    return { type: 'application/json; charset=utf-8', body: diffOf(site.recording, site.other, languageIn(url)) };
  return undefined;
}

function partAfterSecret(url: string, secret: string): string | undefined {
  const [, first, ...rest] = (url.split('?')[0] ?? '').split('/');
  return first === secret && rest.length === 1 ? rest[0] : undefined;
}

/** The language that the panel asks for the sentences in. */
const languageIn = (url: string): Language => languageOf(new URLSearchParams(url.split('?')[1]).get('language') ?? '');

async function* diffOf(first: Recorded, second: Recorded, language: Language): AsyncGenerator<string> {
  const [a, b] = [(await load(first.file)).recording, (await load(second.file)).recording];
  const before = spokenLanguage();
  speak(language);
  const data = diffData(a, b);
  speak(before);
  yield JSON.stringify(data);
}

/** What the script imports: `part-NAME-HASH.js` beside it. */
const isPart = (site: Site, name: string | undefined): name is string =>
  name !== undefined && /^part-[\w-]+\.js$/.test(name) && existsSync(path.join(site.webview, name));

const fileOf = (site: Site, name: string): AsyncIterable<Uint8Array> => createReadStream(path.join(site.webview, name));

async function* page({ recording, other, language }: Site): AsyncGenerator<string> {
  const { size, growing } = await isGrowing(recording);
  const live = growing && other === undefined;
  const title = escaped(path.basename(recording.file));
  yield `<!doctype html>
<html lang="${escaped(language ?? '')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="main.css">
</head>
<body data-url="recording" data-uri="${escaped(recording.file)}" data-title="${title}" data-size="${size}" data-live="${live}"${other ? ` data-other="${escaped(other.file)}"` : ''}>
<div id="app"></div>
<script type="module" src="main.js"></script>
</body>
</html>
`;
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

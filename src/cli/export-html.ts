/** The page with the panel and a recording in it: brings together the built panel and the recording's bytes. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createGzip } from 'node:zlib';
import { htmlPage, oneScript } from '../export/index.js';
import { spokenLanguage } from '../language.js';
import { FileError } from './errors.js';
import { exportTexts } from './export-texts.js';

/** `distDir`: where the built panel is, left out for the folder of this program. */
export async function* page(
  file: string,
  view: { filter: string | undefined; step: number | undefined },
  distDir: string = __dirname,
): AsyncGenerator<string> {
  yield* htmlPage({
    ...view,
    title: path.basename(file).replace(/\.gz$/, ''),
    language: spokenLanguage(),
    script: await oneScript('main.js', (name) => part(distDir, name)),
    style: await part(distDir, 'main.css'),
    recording: compressed(file),
    sha256: (text) => createHash('sha256').update(text).digest('base64'),
    base64: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  });
}

function compressed(file: string): AsyncIterable<Uint8Array> {
  const bytes = createReadStream(file, { highWaterMark: 1 << 20 });
  return file.endsWith('.gz') ? bytes : bytes.pipe(createGzip({ level: 9 }));
}

async function part(distDir: string, name: string): Promise<string> {
  const file = path.join(distDir, 'webview', name);
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new FileError(exportTexts.noPanel(file), { cause });
  }
}

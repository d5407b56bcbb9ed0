// The panel in a browser, for the scripts that make pictures of it: records an example, opens it as `process-view open` does, and
// turns screenshots into small files. It needs a build (`npm run build`) and a Chromium; sharp comes from npm when first wanted.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { packages } from '../test/packages.mjs';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const sharp = createRequire(path.join(await packages('sharp@0.34.5'), 'package.json'))('sharp');
export const { openPanel, closeBrowser, wearTheme, themes } = await testHelpers();

async function testHelpers() {
  await build({
    entryPoints: ['test/webview/panel.ts', 'test/webview/themes.ts'],
    outdir: '.build/pictures',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  const load = (name) => import(pathToFileURL(path.resolve('.build/pictures', `${name}.mjs`)).href);
  return { ...(await load('panel')), ...(await load('themes')) };
}

/** Runs a script under Process View, and gives its recording. */
export function recordingOf(script) {
  const recording = path.resolve('.build/pictures', `${path.basename(script, '.ts')}.pvrec`);
  const run = ['dist/cli.js', 'run', '--quiet', '--record', recording, script];
  const { status } = spawnSync(process.execPath, run, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${script} ended with ${status}`);
  return recording;
}

/** When all that was asked for is painted: two frames later. */
export const painted = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** A screenshot as a PNG of few colours. */
export const smallPng = (screenshot, colours = 64) =>
  sharp(screenshot).png({ palette: true, colours, compressionLevel: 9, effort: 10, dither: 0 }).toBuffer();

/** Screenshots of one size as a picture that moves; each stays for so many milliseconds. */
export const animation = (screenshots, delay) =>
  sharp(screenshots, { join: { animated: true } })
    .webp({ lossless: true, effort: 6, loop: 0, delay })
    .toBuffer();

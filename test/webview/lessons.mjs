// Pictures of each lesson's recording in three themes and three widths, for people to look at: `node test/webview/lessons.mjs [part of a lesson's name]`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');
const folder = path.join(root, '.build/screenshots/lessons');
const part = process.argv[2] ?? '';
const sizes = [
  { width: 480, height: 800 },
  { width: 900, height: 700 },
  { width: 1600, height: 900 },
];

const { build } = await import('esbuild');
await build({
  absWorkingDir: root,
  entryPoints: ['test/webview/panel.ts', 'test/webview/themes.ts'],
  outdir: '.build/lessons',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
});
const helper = (name) => import(pathToFileURL(path.join(root, '.build/lessons', `${name}.mjs`)).href);
const [{ openPanel, closeBrowser }, { themes, wearTheme }] = await Promise.all([helper('panel'), helper('themes')]);
process.chdir(root);
mkdirSync(folder, { recursive: true });
for (const file of readdirSync('examples').filter((name) => /^[1-9].*\.ts$/.test(name) && name.includes(part)))
  await pictures(path.basename(file, '.ts'));
await closeBrowser();

async function pictures(lesson) {
  const recording = path.join(folder, `${lesson}.pvrec`);
  const run = ['dist/cli.js', 'run', '--quiet', '--record', recording, `examples/${lesson}.ts`];
  const { status } = spawnSync(process.execPath, run, { stdio: ['ignore', 'ignore', 'inherit'] });
  console.log(`${lesson}: exit code ${status}`);
  const panel = await openPanel(recording);
  try {
    for (const size of sizes) await inThemes(panel.page, lesson, size);
    for (const problem of panel.problems) console.log(`  ${problem}`);
  } finally {
    await panel[Symbol.asyncDispose]();
  }
}

async function inThemes(page, lesson, size) {
  await page.setViewportSize(size);
  for (const theme of themes.filter(({ name }) => name !== 'high-contrast-light')) {
    await page.evaluate(wearTheme, theme);
    // Two frames: one in which the theme is read, one in which the picture is painted with it.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await page.screenshot({ path: path.join(folder, `${lesson}-${theme.name}-${size.width}.png`) });
  }
}

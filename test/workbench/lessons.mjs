// Pictures of the lessons' recordings in the editor itself, in three themes and three widths, for people to look at:
// `node test/workbench/lessons.mjs [light|dark|high-contrast] [part of a lesson's name]`. They are put into .build/screenshots/workbench/.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { installWorkbench } from './install.mjs';

const folder = path.resolve('.build/screenshots/workbench');
const [onlyTheme = '', part = ''] = process.argv.slice(2);
const themes = [
  { name: 'light', id: 'Light Modern', of: 'vs' },
  { name: 'dark', id: 'Dark Modern', of: 'vs-dark' },
  { name: 'high-contrast', id: 'Default High Contrast', of: 'hc-black' },
].filter(({ name }) => onlyTheme === '' || name === onlyTheme);
const sizes = [
  { width: 1600, height: 900 },
  { width: 900, height: 800 },
  { width: 480, height: 800 },
];

await build({
  entryPoints: ['test/workbench/workbench.ts', 'test/workbench/driving.ts'],
  outdir: '.build/lessons/workbench',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
});
const load = (name) => import(pathToFileURL(path.resolve('.build/lessons/workbench', `${name}.mjs`)).href);
const [{ Workbench, sampleFolder }, { command, openFile, reloadWindow, showSidebar, webview }] = await Promise.all([
  load('workbench'),
  load('driving'),
]);

mkdirSync(folder, { recursive: true });
const workbench = new Workbench(await installWorkbench(), { settings: { 'workbench.colorTheme': themes[0].id } });
try {
  const samples = sampleFolder(workbench.home);
  const lessons = readdirSync(samples).filter((name) => /^[1-9].*\.ts$/.test(name) && name.includes(part));
  for (const lesson of lessons) record(samples, path.basename(lesson, '.ts'));
  await workbench.start();
  const page = await workbench.visit(samples);
  await showSidebar(page);
  for (const [i, theme] of themes.entries()) {
    if (i > 0) await wear(page, theme);
    for (const lesson of lessons) await pictures(page, path.basename(lesson, '.ts'), theme);
  }
} finally {
  await workbench.close();
}

function record(samples, lesson) {
  const run = ['run', '--quiet', '--record', `${lesson}.pvrec`, path.resolve('examples', `${lesson}.ts`)];
  const { status } = spawnSync(process.execPath, [path.resolve('dist/cli.js'), ...run], {
    cwd: samples,
    stdio: 'ignore',
  });
  console.log(`${lesson}: exit code ${status}`);
}

/** The settings' file is read at the start of the window alone. */
async function wear(page, { id, of }) {
  await command(page, 'View: Close All Editors');
  workbench.setSettings({ 'workbench.colorTheme': id });
  await reloadWindow(page);
  await page.locator(`.monaco-workbench.${of}`).waitFor({ timeout: 60_000 });
}

async function pictures(page, lesson, { name }) {
  await page.setViewportSize(sizes[0]);
  await openFile(page, `${lesson}.pvrec`);
  for (const size of sizes) {
    // Where there is room for one thing only, a person gives it to the panel.
    if (size.width < 600) await command(page, 'View: Toggle Primary Side Bar Visibility');
    await page.setViewportSize(size);
    await webview(page).locator('.log').waitFor({ timeout: 60_000 });
    await page.mouse.move(size.width / 2, 4);
    await new Promise((drawn) => setTimeout(drawn, 500));
    await page.screenshot({ path: path.join(folder, `${lesson}-${name}-${size.width}.png`) });
  }
  await page.setViewportSize(sizes[0]);
  await command(page, 'View: Toggle Primary Side Bar Visibility');
  await command(page, 'View: Close All Editors');
}

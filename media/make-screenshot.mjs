// The README's picture of the editor, media/screenshot.png: a real workbench that has run media/tour.ts: `node media/make-screenshot.mjs`.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { installWorkbench } from '../test/workbench/install.mjs';
import { smallPng } from './panel.mjs';

await build({
  entryPoints: ['test/workbench/workbench.ts', 'test/workbench/driving.ts'],
  outdir: '.build/pictures/workbench',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
});
const load = (name) => import(pathToFileURL(path.resolve('.build/pictures/workbench', `${name}.mjs`)).href);
const [{ Workbench }, driving] = [await load('workbench'), await load('driving')];
const { command, eventually, openFile, rows, runButton, showSidebar, textOf, webview } = driving;

const workbench = new Workbench(await installWorkbench(), {
  settings: { 'workbench.colorTheme': 'Dark Modern', 'editor.minimap.enabled': false, 'editor.fontSize': 13 },
});
try {
  await workbench.start();
  const page = await workbench.visit(project(path.join(workbench.home, 'orchard')));
  await page.setViewportSize({ width: 1440, height: 760 });
  await showSidebar(page);
  await openFile(page, 'tour.ts');
  await runButton(page).click();
  const ended = (all) => all.filter(({ label }) => /ended/.test(label)).length === 4;
  await eventually(() => rows(page, 'Processes'), ended, 'the end');
  await eventually(
    () => textOf(webview(page).locator('.log')),
    (text) => text.includes('child-exit'),
    'the log',
  );
  await command(page, 'View: Toggle Panel Visibility');
  await webview(page).locator('#filter').fill('kind:put');
  await webview(page).locator('#filter').press('Enter');
  const log = webview(page).locator('.log');
  await log.getByText('washed the plums').first().click();
  await log.press('l');
  await page.locator('.tab.active').first().waitFor();
  // The editor has moved to the line of the step when it shows the message beside it.
  await eventually(
    () => page.locator('.view-lines').first().textContent(),
    (text) => text.includes('washed'),
    'the line',
  );
  await page.mouse.move(700, 755);
  await new Promise((drawn) => setTimeout(drawn, 1000));
  writeFileSync('media/screenshot.png', await smallPng(await page.screenshot(), 256));
} finally {
  await workbench.close();
}

/** A project as a person has it, with its types. */
function project(folder) {
  mkdirSync(path.join(folder, 'node_modules/@types'), { recursive: true });
  cpSync('media/tour.ts', path.join(folder, 'tour.ts'));
  cpSync('node_modules/@types/node', path.join(folder, 'node_modules/@types/node'), { recursive: true });
  cpSync('node_modules/undici-types', path.join(folder, 'node_modules/undici-types'), { recursive: true });
  cpSync('dist/multiprocessing', path.join(folder, 'node_modules/process-view/dist/multiprocessing'), {
    recursive: true,
  });
  cpSync('package.json', path.join(folder, 'node_modules/process-view/package.json'));
  const options = { module: 'nodenext', target: 'es2022', strict: true, types: ['node'] };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "orchard", "private": true }');
  return folder;
}

// The pictures of docs/lessons, each from a real run of its example: `node media/make-lessons.mjs [part of a lesson's name]`.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { closeBrowser, openPanel, painted, recordingOf, smallPng, themes, wearTheme } from './panel.mjs';

const part = process.argv[2] ?? '';
const light = themes.find(({ name }) => name === 'light');
const size = { width: 760, height: 900 };

for (const example of readdirSync('examples').filter((name) => /^\d.*\.ts$/.test(name) && name.includes(part))) {
  const recording = recordingOf(`examples/${example}`);
  for (const language of ['en', 'zh-CN']) {
    const png = await pictureOf(recording, language);
    const file = `docs/lessons/${path.basename(example, '.ts')}${language === 'en' ? '' : `.${language}`}.png`;
    writeFileSync(file, png);
    console.log(`${file}: ${png.length} bytes`);
  }
}
await closeBrowser();

/** The whole run's picture, as far down as there are processes. */
async function pictureOf(recording, language) {
  const panel = await openPanel(recording, { language, viewport: size, deviceScaleFactor: 1.5 });
  const { page } = panel;
  await page.evaluate(wearTheme, light);
  await page.keyboard.press('i');
  await page.keyboard.press('End');
  await page.waitForFunction(() => document.querySelector('.inspector') === null);
  for (const threads of await page.locator('.tree .badge').all()) await threads.click();
  await page.mouse.move(size.width - 1, size.height - 1);
  await page.keyboard.press('End');
  await painted(page);
  const top = await page.locator('.timeline').boundingBox();
  const last = await page.locator('.tree-row').last().boundingBox();
  const clip = { ...top, height: Math.ceil(last.y + last.height + 12 - top.y) };
  const png = await smallPng(await page.screenshot({ clip }));
  await panel[Symbol.asyncDispose]();
  return png;
}

// The README's picture that moves, media/tour.webp, from a real run of media/tour.ts: `node media/make-picture.mjs`.
import { writeFileSync } from 'node:fs';
import { animation, closeBrowser, openPanel, painted, recordingOf, themes, wearTheme } from './panel.mjs';

const dark = themes.find(({ name }) => name === 'dark');
const panel = await openPanel(recordingOf('media/tour.ts'), { viewport: { width: 1000, height: 560 } });
const { page } = panel;
await page.evaluate(wearTheme, dark);
await page.mouse.move(500, 555);

const frames = [];
const delays = [];

/** What the page shows now, for so many milliseconds. */
async function show(delay) {
  await painted(page);
  frames.push(await page.screenshot());
  delays.push(delay);
}

await page.keyboard.press('End');
await show(1800);
// By the order of events instead of the clock, so that the start of the processes does not take most of the picture.
await page.keyboard.press('l');
await page.keyboard.press('Home');
await show(600);
// From message to message, as a person steps.
for (let step = 0; step < 20; step++) {
  await page.keyboard.press('ArrowRight');
  await show(450);
}
// What led to this one, and what came of it.
await page.keyboard.press('c');
await show(2500);
await page.keyboard.press('c');
await page.keyboard.press('End');
await show(1500);

const picture = await animation(frames, delays);
writeFileSync('media/tour.webp', picture);
console.log(`media/tour.webp: ${frames.length} frames, ${picture.length} bytes`);
writeFileSync('.build/pictures/first.png', frames[8]);
writeFileSync('.build/pictures/causes.png', frames.at(-2));
await panel[Symbol.asyncDispose]();
await closeBrowser();

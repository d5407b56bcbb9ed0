/** A run in the pseudo-language: no text of ours that a person sees, or hears from a screen reader, was left outside the translations. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { comes, command, eventually, openFile, rows, webview } from './driving.js';
import { pseudoLanguage, textsOutside, wordsOf, writePseudoTexts } from './pseudo.js';
import { sampleFolder, screenshots, toolsOrSkip, Workbench } from './workbench.js';

const script = 'fork-and-talk.ts';
test('The workbench in the pseudo-language', { timeout: 240_000 }, async (t) => {
  const tools = await toolsOrSkip(t);
  if (!tools) return;
  mkdirSync(screenshots, { recursive: true });
  const workbench = new Workbench(tools, { language: pseudoLanguage, installed: writePseudoTexts });
  const folder = sampleFolder(workbench.home);
  try {
    await workbench.start();
    const page = await workbench.visit(folder);
    await t.test('the views before the first run', () => views(page));
    await t.test('a run in the sidebar', () => run(page, workbench.recordings));
    await t.test('the panel, with all that it opens', () => panel(page, workbench.recordings));
  } catch (error) {
    await (await workbench.page()).screenshot({ path: `${screenshots}/failed-pseudo.png` });
    throw error;
  } finally {
    await workbench.close();
  }
});

/** All texts, titles, labels and placeholders that are to be seen in an element. */
async function textsIn(shown: Locator): Promise<string[]> {
  const texts = await shown.evaluateAll((elements) =>
    elements.flatMap((element) => {
      const found: string[] = [];
      const whole = '.sentence, .welcome-view p'; // Text with links in it.
      for (const one of [element, ...element.querySelectorAll('*')]) {
        const attributes = ['title', 'aria-label', 'placeholder', 'alt', 'aria-valuetext', 'aria-roledescription'];
        found.push(...attributes.map((name) => one.getAttribute(name) ?? ''));
        if (one.matches(whole)) found.push(one.textContent ?? '');
        else if (!one.closest(whole) && one.checkVisibility())
          for (const node of one.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? '');
      }
      return found;
    }),
  );
  return texts.filter((text) => text.trim() !== '');
}

/** Fails for each text with a word that is neither in brackets nor from elsewhere. */
async function allInBrackets(shown: Locator, known: ReadonlySet<string>, what: string): Promise<void> {
  const texts = await textsIn(shown);
  assert.ok(
    texts.some((text) => text.includes('⟦')),
    `${what} has texts of ours: ${texts}`,
  );
  assert.deepEqual(textsOutside(texts, known), [], what);
}

/** The words of what the recordings hold: what the programs are called, and what they have said. */
function wordsOfRecordings(recordings: string): Set<string> {
  const words = new Set(wordsOf(recordings));
  const add = (_: string, value: unknown): unknown => {
    if (typeof value === 'string') for (const word of wordsOf(value)) words.add(word);
    return value;
  };
  for (const name of readdirSync(recordings)) {
    add('', name);
    for (const line of readFileSync(path.join(recordings, name), 'utf8').split('\n').slice(0, -1))
      JSON.parse(line, add);
  }
  return words;
}

const sidebar = (page: Page): Locator => page.locator('.sidebar .pane');

async function views(page: Page): Promise<void> {
  await page.locator('.activitybar .action-item:has([aria-label*="Process View"])').click();
  await page.locator('.pane .welcome-view', { hasText: '⟦' }).nth(1).waitFor();
  await allInBrackets(sidebar(page), new Set(), 'the views');
  await page.screenshot({ path: `${screenshots}/pseudo-views.png` });
}

async function run(page: Page, recordings: string): Promise<void> {
  await openFile(page, script);
  const button = page.locator('.editor-actions [aria-label^="⟦Run with Process View⟧"]').first();
  await button.click();
  await eventually(
    () => rows(page, '⟦Processes⟧'),
    (all) => all.filter(({ label }) => label.includes('⟦ended well⟧')).length === 3,
    'three processes that ended well',
  );
  await page.locator('.pane .monaco-list-row', { hasText: '.ts' }).nth(2).waitFor();
  await allInBrackets(sidebar(page), wordsOfRecordings(recordings), 'the sidebar');
}

async function panel(page: Page, recordings: string): Promise<void> {
  const known = wordsOfRecordings(recordings);
  const frame = webview(page);
  const body = frame.locator('body');
  await command(page, 'View: Toggle Panel Visibility');
  await frame.locator('.log [role=row]', { hasText: 'child-exit' }).last().waitFor();
  await allInBrackets(body, known, 'the panel');
  await page.screenshot({ path: `${screenshots}/pseudo-panel.png` });
  await frame.locator('[aria-haspopup=menu]').last().click();
  await frame.locator('[role=menuitem]').last().waitFor();
  await allInBrackets(body, known, 'the menu');
  await frame.locator('[role=menuitem]').last().press('Escape');
  await frame.locator('#filter').fill('k');
  await frame.locator('.completions').waitFor();
  await allInBrackets(body, known, 'what may stand in the filter');
  await frame.locator('#filter').fill('');
  await frame.locator('#filter').press('Escape');
  await tooltip(frame.locator('.lanes canvas').first(), frame.locator('.tooltip'));
  await allInBrackets(body, known, 'what is told at the pointer');
  for (const tab of await frame.locator('[role=tab]').all()) {
    await tab.click();
    const name = await tab.innerText();
    if (name in fetched) await frame.locator(fetched[name]!).first().waitFor();
    await allInBrackets(body, known, name);
  }
}

/** Tabs whose content is fetched when it is first wanted. */
const fetched: Record<string, string> = { '⟦Channels⟧': '.channels', '⟦Diagnosis⟧': '.diagnosis' };

/** Moves the pointer along a bar until something is told: what is still being laid out moves away from under it. */
async function tooltip(lanes: Locator, told: Locator): Promise<void> {
  let x = 90;
  await eventually(
    async () => {
      x = 90 + ((x + 3) % 30);
      await lanes.hover({ position: { x, y: 30 } });
      return comes(told, 1000);
    },
    (shown) => shown,
    'what is told at the pointer',
  );
}

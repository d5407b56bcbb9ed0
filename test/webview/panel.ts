/** The panel in a real browser, as `process-view open` serves it: what the tests of the panel begin with. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { open } from '../../src/cli/open.js';
import { findChromium, launchChromium } from '../browser.js';

export const chromium = findChromium();
/** For `test(name, { skip }, …)`: why there is nothing to test with. */
export const skip = chromium ? false : 'no Chromium here: install one, or name it in PROCESS_VIEW_CHROMIUM';

let shared: Promise<Browser> | undefined;

/** One browser for a test file. */
export function browser(): Promise<Browser> {
  shared ??= launchChromium(chromium!);
  return shared;
}

export async function closeBrowser(): Promise<void> {
  await (await shared)?.close();
}

export interface Panel extends AsyncDisposable {
  page: Page;
  file: string;
  /** What the page threw or complained about; a test fails that leaves any. */
  problems: string[];
}

/** `ready`: what the page shows when it is ready; left out for the picture. */
export type PanelOptions = BrowserContextOptions & {
  language?: string;
  ready?: string;
  /** The path of a second recording, with which it is compared. */
  other?: string;
};

export interface Served extends AsyncDisposable {
  address: string;
  file: string;
}

/** The server of `process-view open` for a recording given as bytes, or as the path of a file that is there. */
export async function serve(recording: Buffer | string, language?: string, other?: string): Promise<Served> {
  const folder = mkdtempSync(path.join(tmpdir(), 'process-view-panel-'));
  const file = typeof recording === 'string' ? recording : path.join(folder, 'story.pvrec');
  if (typeof recording !== 'string') writeFileSync(file, recording);
  const served = await open(file, {
    print: () => {},
    distDir: path.resolve('dist'),
    ...(language ? { language } : {}),
    ...(other ? { other } : {}),
  });
  return {
    address: served.address,
    file,
    async [Symbol.asyncDispose]() {
      await served.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The panel of a recording. */
export async function openPanel(
  recording: Buffer | string,
  { language, ready = '.timeline', other, ...context }: PanelOptions = {},
): Promise<Panel> {
  const served = await serve(recording, language, other);
  const { page, problems } = await pageOf(served.address, ready, context);
  return {
    page,
    file: served.file,
    problems,
    async [Symbol.asyncDispose]() {
      await page.context().close();
      await served[Symbol.asyncDispose]();
    },
  };
}

async function pageOf(address: string, ready: string, options: BrowserContextOptions) {
  const context = await (await browser()).newContext({
    viewport: { width: 1200, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(address);
  await page.waitForSelector(ready);
  return { page, problems };
}

/** The step viewed, from 1, as the toolbar shows it. */
export async function stepOf(page: Page): Promise<number> {
  return Number((await page.inputValue('.step-input')).replace(/\D/g, ''));
}

/** Wait until the toolbar shows a step. */
export async function atStep(page: Page, step: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => Number(document.querySelector<HTMLInputElement>('.step-input')?.value.replace(/\D/g, '')) === wanted,
    step,
    { timeout: 5000 },
  );
}

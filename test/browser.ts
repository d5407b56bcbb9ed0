/** The browser of the tests: the system's Chromium, or the one that the workbench has brought; found once, shared by a test file. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where a Chromium is, or undefined where there is none: then the tests that need one are skipped, and say so. */
export function findChromium(): string | undefined {
  const named = [
    process.env.PROCESS_VIEW_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  return named.find((file) => file !== undefined && existsSync(file)) ?? onPath('chromium') ?? onPath('google-chrome');
}

function onPath(name: string): string | undefined {
  try {
    const which = process.platform === 'win32' ? 'where' : 'which';
    return execFileSync(which, [name], { encoding: 'utf8', stdio: 'pipe' }).split('\n')[0]?.trim() || undefined;
  } catch {
    return undefined; // Not there.
  }
}

/** Drawn by software, so that pictures are alike on every machine. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
}

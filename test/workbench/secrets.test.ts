/** With redaction on, a secret in a payload, in a child's environment and on its command line stands nowhere: neither in the window nor in any file of ours. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { command, eventually, openFile, pane, rows, runButton, showSidebar, textOf, webview } from './driving.js';
import { sampleFolder, screenshots, toolsOrSkip, Workbench } from './workbench.js';

const script = 'keeps-secrets.ts';
/** Put together only when it runs, so that its own source, which the editor shows, does not have them. */
const program = `import { fork } from 'node:child_process';

const secret = (name: string) => ['s3cret', name, '4711'].join('-');
if (process.send) {
  process.once('message', (message: { password: string }) => {
    process.send?.({ heard: message.password.length }, () => process.disconnect());
  });
} else {
  const env = { ...process.env, SERVICE_KEY: secret('environment'), PLAIN: 'quite open' };
  const child = fork(__filename, ['--key', secret('argument')], { env });
  child.send({ password: secret('payload'), greeting: 'good morning' });
}
`;
const secret = /s3cret-\w+/g;

test('Secrets stay where they are, in a real workbench', { timeout: 240_000 }, async (t) => {
  const tools = await toolsOrSkip(t);
  if (!tools) return;
  mkdirSync(screenshots, { recursive: true });
  const workbench = new Workbench(tools, { settings: { 'processView.record.redact': ['s3cret-\\w+-\\d+'] } });
  const folder = sampleFolder(workbench.home);
  writeFileSync(path.join(folder, script), program);
  try {
    await workbench.start();
    const page = await workbench.visit(folder);
    await showSidebar(page);
    await t.test('a run whose secrets are replaced, and the rest is there', () => run(page, workbench));
    await t.test('what the window shows of it has none', () => shown(page));
    await t.test('nor has what the panel’s menu exports', () => exported(page, workbench));
    await t.test('nor any file, also of the log', () => files(workbench));
  } catch (error) {
    await (await workbench.page()).screenshot({ path: `${screenshots}/failed-secrets.png` });
    throw error;
  } finally {
    await workbench.close();
  }
});

async function run(page: Page, workbench: Workbench): Promise<void> {
  await openFile(page, script);
  await runButton(page).click();
  await eventually(
    () => textOf(pane(page, 'Processes').locator('.pane-header')),
    (text) => text.includes('exit code 0'),
    'the end of the run',
  );
  const recording = recordingOf(workbench);
  assert.match(recording, /good morning/, 'what is no secret is recorded');
  assert.match(recording, /"receive"/);
  assert.ok(recording.split('[redacted]').length > 3, `each of three secrets is replaced: ${recording}`);
}

function recordingOf({ recordings }: Workbench): string {
  const [name] = readdirSync(recordings);
  return readFileSync(path.join(recordings, name!), 'utf8');
}

/** What a person sees, hears from a screen reader, or reads when a pointer rests on it. */
async function shown(page: Page): Promise<void> {
  const frame = webview(page);
  await command(page, 'View: Toggle Panel Visibility'); // The log draws only the rows that have room.
  await frame.locator('.step-input').fill('1');
  await frame.locator('.step-input').press('Enter');
  await inDetails(page, 'good morning', 'password');
  await page.screenshot({ path: `${screenshots}/secrets-message.png` });
  await nowhereIn(page);
  await inDetails(page, 'spawn', '--key');
  await page.screenshot({ path: `${screenshots}/secrets-process.png` });
  await nowhereIn(page);
  assert.equal((await rows(page, 'Processes')).length, 2);
}

/** Selects the first row of the log that has this, and shows its details, which have that. */
async function inDetails(page: Page, inRow: string, inText: string): Promise<void> {
  const below = webview(page).locator('.below');
  await below.getByRole('tab', { name: 'Log' }).click();
  await below.locator('.log [role=row]', { hasText: inRow }).first().click();
  await below.getByRole('tab', { name: 'Details' }).click();
  await eventually(
    () => textOf(below.getByRole('tabpanel')),
    (text) => text.includes(inText),
    `${inText} in the details`,
  );
}

async function nowhereIn(page: Page): Promise<void> {
  for (const frame of page.frames()) assert.doesNotMatch(await frame.content(), secret, frame.url());
}

async function exported(page: Page, workbench: Workbench): Promise<void> {
  await webview(page).locator('[aria-haspopup=menu]').last().click();
  await webview(page).getByRole('menuitem', { name: 'Export…' }).click();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'CSV' }).first().click();
  const box = page.locator('.quick-input-widget', { hasText: 'Export Recording' });
  await box.getByRole('button', { name: 'OK' }).click();
  const table = () => readdirSync(workbench.recordings).find((name) => name.endsWith('.csv'));
  const name = await eventually(table, (found) => found !== undefined, 'the table');
  await page.locator('.notification-toast', { hasText: 'Exported to' }).waitFor();
  const text = readFileSync(path.join(workbench.recordings, name!), 'utf8');
  assert.match(text, /good morning/);
  assert.doesNotMatch(text, secret);
}

/** Everything that the editor, its extensions and the browser have written; the program's source and the pattern in the settings have no whole secret. */
function files(workbench: Workbench): void {
  const all = filesIn(workbench.home);
  assert.ok(all.some((file) => file.endsWith('Process View.log')) && all.some((file) => file.endsWith('.pvrec')));
  assert.deepEqual(
    all.filter((file) => /s3cret-(environment|argument|payload)/.test(contentOf(file))),
    [],
  );
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const name = path.join(folder, entry.name);
      return entry.isDirectory() ? filesIn(name) : entry.isFile() ? [name] : [];
    });
  } catch {
    return []; // The browser has removed the folder since it was listed.
  }
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return ''; // It has been removed since it was listed.
  }
}

/** The panel under a host like VS Code's: what it is told, what it tells, and that the revealed lines are right, both ways. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { diffData } from '../../src/recording/diff/data.js';
import { openRecording, Recording } from '../../src/recording/index.js';
import type { FromWebview, PanelState, RevealSource, ToWebview } from '../../src/webview/messages.js';
import { twoAnswers } from './compare-runs.js';
import { hanging } from './hanging.js';
import { atStep, browser, closeBrowser, serve, skip, stepOf } from './panel.js';
import { story } from './recordings.js';

after(closeBrowser);

const bytes = story().bytes();
const recording = openRecording(bytes);

interface Hosted extends AsyncDisposable {
  page: Page;
  tell(message: ToWebview): Promise<void>;
  /** Wait for a message of a type; those that came before are forgotten. */
  hear<T extends FromWebview['type']>(type: T): Promise<Extract<FromWebview, { type: T }>>;
  forget(): Promise<void>;
  heard(): Promise<FromWebview[]>;
}

/** A page that has `acquireVsCodeApi`, as a webview has; its messages are kept on the page. */
async function hosted(kept?: { uri: string; state: PanelState }): Promise<Hosted> {
  const served = await serve(bytes);
  const page = await (await browser()).newPage({ viewport: { width: 1200, height: 800 } });
  await page.addInitScript((before) => {
    const scope = window as unknown as { sent: unknown[]; keptState: unknown; acquireVsCodeApi: unknown };
    scope.sent = [];
    scope.keptState = before;
    scope.acquireVsCodeApi = () => ({
      postMessage: (message: unknown) => scope.sent.push(message),
      getState: () => scope.keptState,
      setState: (state: unknown) => {
        scope.keptState = state;
      },
    });
  }, kept);
  await page.goto(served.address);
  return {
    page,
    tell: (message) => page.evaluate((m) => window.postMessage(m, '*'), message as never),
    forget: () =>
      page.evaluate(() => {
        (window as unknown as { sent: unknown[] }).sent.length = 0;
      }),
    heard: () => page.evaluate(() => (window as unknown as { sent: FromWebview[] }).sent),
    async hear(type) {
      const handle = await page.waitForFunction(
        (wanted) => (window as unknown as { sent: FromWebview[] }).sent.findLast((m) => m.type === wanted),
        type,
        { timeout: 5000 },
      );
      return (await handle.jsonValue()) as never;
    },
    async [Symbol.asyncDispose]() {
      await page.close();
      await served[Symbol.asyncDispose]();
    },
  };
}

/** The recording as a host without a URL gives it: in two pieces, cut in the middle of a line. */
async function give(host: Hosted, live = false): Promise<void> {
  await host.hear('ready');
  await host.tell({
    type: 'open',
    uri: 'file:///story.pvrec',
    title: 'story.pvrec',
    live,
    can: ['reveal', 'stop', 'save', 'log'],
  });
  for (const part of [bytes.subarray(0, 777), bytes.subarray(777)]) {
    await host.page.evaluate(
      (data) => window.postMessage({ type: 'bytes', bytes: Uint8Array.from(data) }, '*'),
      [...part],
    );
  }
  if (!live) await host.tell({ type: 'end' });
  await host.page.waitForSelector('.timeline');
}

test('at every step, forward and back, the editor is told the right lines', { skip }, async () => {
  await using host = await hosted();
  await give(host);
  const visit = async (step: number) => {
    const place = recording.location(step);
    const message = recording.message(step);
    if (!place && message < 0) return;
    await host.forget();
    await host.tell({ type: 'goto', step });
    const told = await host.hear('reveal').catch(() => undefined);
    checkReveal(step, told);
  };
  await host.tell({ type: 'goto', step: 0 });
  for (let step = 1; step < recording.length - 1; step++) await visit(step);
  for (let step = recording.length - 2; step > 0; step -= 3) await visit(step);
});

/** A message's sender is revealed, and its receiver beside it, whichever of the two the step is. */
function checkReveal(step: number, told: RevealSource | undefined): void {
  const message = recording.message(step);
  const { messages } = recording;
  const ends = message < 0 ? [step] : [messages.sendStep(message), messages.receiveStep(message)];
  const places = ends.map((at) => (at < 0 ? undefined : recording.location(at)));
  assert.deepEqual(placeOf(told), places[0] ?? places[1], `step ${step}`);
  if (message < 0 || !told) return;
  if (places[0]) assert.deepEqual(told.beside, places[1], `beside of step ${step}`);
  assert.equal(told.payload, messages.preview(message));
}

const placeOf = (told: RevealSource | undefined) => told && { file: told.file, line: told.line, column: told.column };

test('Enter asks for the focus, Alt+Enter for the side', { skip }, async () => {
  await using host = await hosted();
  await give(host);
  const send = [...Array(recording.length).keys()].find(
    (step) => recording.type(step) === 'send' && recording.location(step),
  )!;
  await host.tell({ type: 'goto', step: send });
  await atStep(host.page, send + 1);
  await host.page.locator('.log').focus();
  await host.forget();
  await host.page.keyboard.press('Enter');
  assert.equal((await host.hear('reveal')).focus, true);
  await host.forget();
  await host.page.keyboard.press('Alt+Enter');
  assert.equal((await host.hear('reveal')).aside, true);
});

test('the host’s commands do what the keys do, and steps are told to it', { skip }, async () => {
  await using host = await hosted();
  await give(host);
  await host.tell({ type: 'command', command: 'first' });
  await atStep(host.page, 1);
  await host.tell({ type: 'command', command: 'stepForward' });
  await atStep(host.page, 2);
  await host.page.waitForFunction(() =>
    (window as unknown as { sent: FromWebview[] }).sent.some((m) => m.type === 'step' && m.step === 1 && !m.following),
  );
  await host.tell({ type: 'select', pid: 120 });
  await host.page.waitForSelector('.tree-row[aria-selected=true]:has-text("consumer-1")');
  await host.tell({ type: 'command', command: 'focusFilter' });
  await host.page.waitForFunction(() => document.activeElement?.id === 'filter');
});

test('a live run: following is told, Stop is offered and told, its end ends it', { skip }, async () => {
  await using host = await hosted();
  await host.hear('ready');
  const live = story().lines.slice(0, 30).join('\n');
  await host.tell({ type: 'open', uri: 'file:///live.pvrec', title: 'live', live: true, can: ['stop'] });
  await host.page.evaluate(
    (text) => window.postMessage({ type: 'bytes', bytes: new TextEncoder().encode(`${text}\n`) }, '*'),
    live,
  );
  assert.equal((await host.hear('step')).following, true);
  await host.page.click('button:has-text("Stop")');
  await host.hear('stop');
  await host.tell({ type: 'end' });
  await host.page.waitForSelector('button:has-text("Stop")', { state: 'detached' });
});

test('the state that was kept comes back; the host’s own wins', { skip }, async () => {
  const uri = 'file:///story.pvrec';
  await using host = await hosted({ uri, state: { step: 30, filter: 'kind:put', scale: 'order', process: 1 } });
  await give(host);
  await atStep(host.page, 31);
  assert.equal(await host.page.inputValue('#filter'), 'kind:put');
  const { state } = await host.hear('state');
  assert.equal(state.step, 30);
  assert.equal(state.scale, 'order');
  await host.tell({ type: 'state', state: { step: 5 } });
  await atStep(host.page, 6);
});

test('problems and changed files are shown', { skip }, async () => {
  await using host = await hosted();
  await give(host);
  await host.tell({ type: 'problem', message: 'The run could not be stopped.', fix: 'Kill it in a terminal.' });
  await host.page.waitForSelector('.notice.problem:has-text("Kill it in a terminal.")');
  await host.tell({ type: 'changed', files: ['/home/ada/shop/orders.ts'] });
  await host.tell({ type: 'goto', step: 40 });
  await host.page.waitForSelector('.inspector:has-text("changed since the run")');
  assert.equal(await stepOf(host.page), 41);
  assert.deepEqual(
    (await host.heard()).filter((m) => m.type === 'error'),
    [],
  );
});

test('a host that says how many events: the others are left out, and a sentence says so', { skip }, async () => {
  await using host = await hosted();
  await host.hear('ready');
  await host.tell({ type: 'open', uri: 'file:///full.pvrec', title: 'full', live: false, can: [], maxEvents: 20 });
  await host.page.evaluate(
    (data) => {
      window.postMessage({ type: 'bytes', bytes: Uint8Array.from(data) }, '*');
      window.postMessage({ type: 'end' }, '*');
    },
    [...bytes],
  );
  const limited = new Recording(20);
  limited.appendBytes(bytes);
  limited.finish();
  assert.ok(limited.leftOut > 0 && limited.length < recording.length);
  await host.page.waitForSelector(`text=The panel has taken in ${limited.length} events. ${limited.leftOut} more`);
  assert.equal(await stepOf(host.page), limited.length);
});

test('two runs from a host: the second as bytes, how they differ as the host says', { skip }, async () => {
  await using host = await hosted();
  await host.hear('ready');
  const [first, second] = [twoAnswers(), twoAnswers({ pids: 1000, first: 'bob' })];
  const diff = diffData(openRecording(first), openRecording(second));
  await host.page.evaluate(
    ([own, other]) => {
      const bytes = Uint8Array.from(other!);
      const open = { type: 'open', uri: 'a b', title: 'a', live: false, can: [], other: { title: 'b', bytes } };
      window.postMessage(open, '*');
      window.postMessage({ type: 'bytes', bytes: Uint8Array.from(own!) }, '*');
      window.postMessage({ type: 'end' }, '*');
    },
    [[...first], [...second]],
  );
  await host.page.waitForSelector('.differences:has-text("Comparing…")');
  await host.tell({ type: 'compared', diff });
  await host.page.waitForSelector('.difference[aria-current=true]:has-text("both are legal")');
  assert.equal(await stepOf(host.page), diff.differences[diff.first]!.a);
  // The next recording is shown by itself.
  await host.tell({ type: 'open', uri: 'file:///next.pvrec', title: 'next', live: false, can: [] });
  await host.page.waitForSelector('.compare', { state: 'detached' });
});

test('what is still alive is ended by the host, where it can and the run is over', { skip }, async () => {
  await using host = await hosted();
  await host.hear('ready');
  await host.tell({ type: 'open', uri: 'file:///left.pvrec', title: 'left', live: false, can: ['end', 'compare'] });
  await host.page.evaluate(
    (data) => {
      window.postMessage({ type: 'bytes', bytes: Uint8Array.from(data) }, '*');
      window.postMessage({ type: 'end' }, '*');
    },
    [...hanging({ seconds: 1, killed: false }).bytes()],
  );
  await host.page.waitForSelector('.timeline');
  await host.tell({ type: 'command', command: 'showDiagnosis' });
  await host.page.click('.diagnosis button:has-text("End what is still alive…")');
  assert.deepEqual(await host.hear('action'), { type: 'action', action: 'end' });
  await host.page.click('button[aria-label="More actions"]');
  await host.page.click('[role=menuitem]:has-text("Compare with another recording…")');
  await host.page.waitForFunction(() =>
    (window as unknown as { sent: { action?: string }[] }).sent.some(({ action }) => action === 'compare'),
  );
});

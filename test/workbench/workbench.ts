/** A real VS Code workbench for a test: code-server with our .vsix, driven by headless Chromium. Both are gone when the test is. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { PATIENCE_MS } from './driving.js';
import { type Installed, installWorkbench } from './install.mjs';
import { type EditorWords, noteLanguagePack, writeLanguagePack } from './language-pack.js';

export const root = process.cwd();
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
export const screenshots = path.join(root, '.build/screenshots');

export interface WorkbenchOptions {
  settings?: Record<string, unknown>;
  /** Where the suite's runner needs the workbench's test driver: it suppresses notifications. */
  testDriver?: boolean;
  /** Whether the workspace is trusted; without it the editor asks. */
  trust?: boolean;
  vsix?: boolean;
  /** The workbench's language, as a language pack brings it. */
  language?: string;
  /** Gets the folder of our extension as it was installed, before any window opens. */
  installed?(folder: string): void;
  /** What the editor itself says in that language. */
  words?: EditorWords;
}

type Tools = Exclude<Installed, { missing: string }>;

/** What is installed, or undefined after the test has been reported as skipped; in CI the lack of it is an error. */
export async function toolsOrSkip(t: TestContext): Promise<Tools | undefined> {
  const installed = await installWorkbench();
  if (!('missing' in installed)) return installed;
  if (process.env.CI === 'true') throw new Error(`CI must run the workbench tests, but ${installed.missing}`);
  t.skip(installed.missing);
  return undefined;
}

export class Workbench {
  readonly home = mkdtempSync(path.join(os.tmpdir(), 'pv-workbench-'));
  private server: ChildProcess | undefined;
  private context: BrowserContext | undefined;
  port = 0;

  constructor(
    private readonly tools: Tools,
    private readonly options: WorkbenchOptions = {},
  ) {
    process.once('exit', () => this.remove());
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1)); // So that the line above holds.
  }

  static async open(
    tools: Tools,
    folder: string,
    options: WorkbenchOptions = {},
  ): Promise<{ workbench: Workbench; page: Page }> {
    const workbench = new Workbench(tools, options);
    try {
      await workbench.start();
      return { workbench, page: await workbench.visit(folder) };
    } catch (error) {
      await workbench.close();
      throw error;
    }
  }

  get userData(): string {
    return path.join(this.home, 'data');
  }

  /** Where the extension keeps the recordings. */
  get recordings(): string {
    return path.join(this.userData, 'User/globalStorage/process-view.process-view/recordings');
  }

  /** Changes the person's settings, as their file. */
  setSettings(settings: Record<string, unknown>): void {
    const file = path.join(this.userData, 'User/settings.json');
    writeFileSync(file, JSON.stringify({ ...quiet, ...this.options.settings, ...settings }));
  }

  get log(): string {
    return path.join(this.home, 'server.log');
  }

  async start(): Promise<void> {
    this.writeProfile();
    for (const folder of this.extensionFolders()) this.run(['--install-extension', this.pack(folder)]);
    this.options.installed?.(path.join(this.home, 'extensions', `process-view.process-view-${version}`));
    this.port = await freePort();
    const log = openSync(this.log, 'w');
    this.server = spawn(
      this.tools.node,
      this.arguments([
        '--auth',
        'none',
        '--bind-addr',
        `127.0.0.1:${this.port}`,
        '--disable-telemetry',
        '--disable-update-check',
        '--ignore-last-opened',
        ...this.choices(),
      ]),
      {
        env: this.environment(),
        detached: true, // A process group of its own, to be ended whole.
        stdio: ['ignore', log, log],
      },
    );
    closeSync(log);
    await this.untilHealthy();
  }

  async browser(): Promise<BrowserContext> {
    if (this.context) return this.context;
    this.context = await chromium.launchPersistentContext(path.join(this.home, 'browser'), {
      executablePath: this.tools.chromium,
      headless: true,
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    this.context.setDefaultTimeout(PATIENCE_MS);
    return this.context;
  }

  async page(): Promise<Page> {
    const context = await this.browser();
    return context.pages()[0] ?? (await context.newPage());
  }

  async visit(folder: string, payload?: [string, string][]): Promise<Page> {
    const page = await this.page();
    const query = new URLSearchParams({ folder, ...(payload ? { payload: JSON.stringify(payload) } : {}) });
    await page.goto(`http://127.0.0.1:${this.port}/?${query}`);
    if (!payload) await page.locator('.monaco-workbench .activitybar').waitFor({ timeout: 60_000 });
    return page;
  }

  async close(): Promise<void> {
    await this.context?.close();
    this.remove();
  }

  private remove(): void {
    if (this.server?.pid) {
      try {
        process.kill(-this.server.pid, 'SIGKILL');
      } catch {
        // It has ended already.
      }
    }
    this.server = undefined;
    rmSync(this.home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  private writeProfile(): void {
    const user = path.join(this.userData, 'User');
    mkdirSync(user, { recursive: true });
    mkdirSync(path.join(this.home, 'extensions'));
    writeFileSync(path.join(this.home, 'none.yaml'), 'auth: none\n');
    this.setSettings({});
  }

  private arguments(more: string[]): string[] {
    const folders = ['--user-data-dir', this.userData, '--extensions-dir', path.join(this.home, 'extensions')];
    return [this.tools.codeServer, '--config', path.join(this.home, 'none.yaml'), ...folders, ...more];
  }

  private choices(): string[] {
    const { trust = true, testDriver, language } = this.options;
    return [
      ...(language ? ['--locale', language] : []),
      ...(trust ? ['--disable-workspace-trust'] : []),
      ...(testDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ];
  }

  private environment(): NodeJS.ProcessEnv {
    const { VSCODE_IPC_HOOK_CLI: _unused, NODE_OPTIONS: _too, ...env } = process.env;
    return {
      ...env,
      PATH: `${path.dirname(this.tools.node)}${path.delimiter}${env.PATH}`,
      XDG_CONFIG_HOME: this.home,
      XDG_DATA_HOME: this.home,
      VSCODE_CLI: '1', // Else the extension host takes its PATH from a login shell.
      EXTENSIONS_GALLERY: '{}', // No gallery is asked for anything.
    };
  }

  private extensionFolders(): string[] {
    return [...(this.options.vsix === false ? [] : [root]), ...this.languagePack()];
  }

  private languagePack(): string[] {
    const { language, words } = this.options;
    if (language === undefined) return [];
    const folder = writeLanguagePack(this.home, language, words);
    noteLanguagePack(this.userData, folder, language);
    return [folder];
  }

  /** What ships is what is tested: the .vsix of the dist/ that is there. */
  private pack(folder: string): string {
    const file = path.join(this.home, `${path.basename(folder)}.vsix`);
    const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file];
    execFileSync(this.tools.node, [path.join(root, 'node_modules/@vscode/vsce/vsce'), 'package', ...options], {
      cwd: folder,
      stdio: 'pipe',
    });
    return file;
  }

  private run(more: string[]): void {
    execFileSync(this.tools.node, this.arguments(more), {
      env: this.environment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }

  private async untilHealthy(): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      if (this.server?.exitCode !== null) throw new Error(`code-server ended:\n${readFileSync(this.log, 'utf8')}`);
      const answer = await fetch(`http://127.0.0.1:${this.port}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(100);
    }
    throw new Error(`code-server did not start:\n${readFileSync(this.log, 'utf8')}`);
  }
}

/** A copy of the examples, which a test may run and change. */
export function sampleFolder(home: string): string {
  const folder = path.join(home, 'work space é');
  cpSync(path.join(root, 'examples'), folder, { recursive: true });
  return folder;
}

/** Nothing that moves by itself, asks, or fetches. */
const quiet = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'update.mode': 'none',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'window.restoreWindows': 'none',
  'files.autoSave': 'off',
  'git.enabled': false,
  'workbench.tips.enabled': false,
};

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

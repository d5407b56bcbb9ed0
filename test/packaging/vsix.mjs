// Packs the extension as built and holds the package to what it must be: `node test/packaging/vsix.mjs process-view.vsix` says what is
// wrong with it, and then ends with 1. With PROCESS_VIEW_REPOSITORY=owner/name the README's links lead there.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { nodeBinary } from '../nodes.mjs';

const root = process.cwd();
const LARGEST = 500_000;

/** All that may be inside; a file that nobody has named here is a mistake. */
const allowed = [
  /^(package(\.nls(\.zh-cn)?)?\.json|(README|README\.zh-CN|CHANGELOG|SUPPORT|THIRD-PARTY-NOTICES)\.md|LICENSE)$/,
  /^l10n\/bundle\.l10n\.[a-z-]+\.json$/,
  /^media\/([\w-]+\.svg|icon\.png|(walkthrough|snippets)\/[\w.-]+)$/,
  /^examples\/[\w-]+\.ts$/,
  /^dist\/[\w-]+\.c?js$/,
  /^dist\/webview\/[\w-]+\.(js|css|ttf)$/,
  /^dist\/multiprocessing\/(types\/)?([\w-]+\/)*[\w-]+\.(js|mjs|d\.ts|d\.mts)$/,
];

const needed = [
  ...[
    'package.json',
    'package.nls.json',
    'README.md',
    'README.zh-CN.md',
    'CHANGELOG.md',
    'LICENSE',
    'THIRD-PARTY-NOTICES.md',
  ],
  ...['extension.js', 'cli.js', 'probe.cjs', 'wrapper.cjs', 'ts-node.cjs'].map((file) => `dist/${file}`),
  ...['webview/main.js', 'webview/main.css', 'multiprocessing/index.js'].map((file) => `dist/${file}`),
];

/** Packs it there; one sentence for each thing that is wrong with it. */
export async function packExtension(vsix) {
  const links = process.env.PROCESS_VIEW_REPOSITORY
    ? []
    : ['--allow-missing-repository', '--no-rewrite-relative-links'];
  await vsce('package', '--no-dependencies', ...links, '--out', vsix);
  const names = (await vsce('ls', '--no-dependencies')).trim().split(/\r?\n/);
  const { size } = statSync(vsix);
  return [
    ...names
      .filter((name) => !allowed.some((pattern) => pattern.test(name)))
      .map((name) => `${name} must not be in it.`),
    ...needed.filter((name) => !names.includes(name)).map((name) => `${name} is missing.`),
    ...names.filter(hasSourceMap).map((name) => `${name} has a source map.`),
    ...(size > LARGEST ? [`It has ${size} bytes, more than ${LARGEST}.`] : []),
  ];
}

const hasSourceMap = (name) =>
  /\.([cm]?js|css)$/.test(name) && /^\/\/# sourceMappingURL=/m.test(readFileSync(path.join(root, name), 'utf8'));

/** vsce wants a newer Node than the oldest on which the tests run. */
async function vsce(...args) {
  const command = [path.join(root, 'node_modules/@vscode/vsce/vsce'), ...args];
  return execFileSync(await nodeBinary(24), command, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

if (process.argv[1]?.endsWith('vsix.mjs')) {
  const complaints = await packExtension(path.resolve(process.argv[2] ?? 'process-view.vsix'));
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length === 0 ? 0 : 1;
}

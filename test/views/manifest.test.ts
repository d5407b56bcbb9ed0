/** The manifest against the code that it promises: ids, settings, translations, and what is asked of a workspace's trust. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';
import {
  commandIds,
  contextKeys,
  panelCommandIds,
  panelViewType,
  recordingEditorViewType,
  settingDefaults,
  settingsSection,
  taskType,
  viewIds,
} from '../../src/views/contributions.js';

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const manifest = json('package.json');
const { contributes } = manifest;
const english: Record<string, string> = json('package.nls.json');
const sorted = (names: Iterable<string>): string[] => [...names].sort();
const allCommands = [...Object.values(commandIds), ...Object.values(panelCommandIds)];

test('the manifest has the commands of the code, no more and no fewer', () => {
  assert.deepEqual(sorted(contributes.commands.map((c: { command: string }) => c.command)), sorted(allCommands));
});

test('menus and keybindings name commands that there are, and each entry says when', () => {
  const entries = [
    ...Object.values<{ command: string; when?: string }[]>(contributes.menus).flat(),
    ...contributes.keybindings,
  ];
  for (const { command, when } of entries) {
    assert.ok(allCommands.includes(command), command);
    assert.ok(when, `${command} has no "when"`);
  }
});

test('the palette has an entry for each command, so that none that needs an item stands there', () => {
  const inPalette = contributes.menus.commandPalette.map((entry: { command: string }) => entry.command);
  assert.deepEqual(sorted(inPalette), sorted(allCommands));
});

test('views, editor and task type are those of the code', () => {
  const [containers] = Object.values<{ id: string }[]>(contributes.views);
  assert.deepEqual(sorted(containers!.map(({ id }) => id)), sorted(Object.values(viewIds)));
  assert.equal(contributes.customEditors[0].viewType, recordingEditorViewType);
  assert.equal(contributes.taskDefinitions[0].type, taskType);
  assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${panelViewType}`));
});

test('settings and their defaults are those of the code', () => {
  const inManifest = Object.entries<{ default: unknown }>(contributes.configuration.properties);
  const withDefaults = Object.fromEntries(inManifest.map(([name, property]) => [name, property.default]));
  const inCode = Object.entries(settingDefaults).map(([name, value]) => [`${settingsSection}.${name}`, value]);
  assert.deepEqual(withDefaults, Object.fromEntries(inCode));
});

test('each setting has an order, a scope and a text, and those that decide what runs are restricted', () => {
  for (const [name, property] of Object.entries<Record<string, unknown>>(contributes.configuration.properties))
    assert.ok(property.order && property.scope && property.markdownDescription, name);
  const restricted: string[] = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
  for (const name of ['runner', 'nodePath', 'runArgs', 'env', 'envFile', 'cwd', 'record.directory'])
    assert.ok(restricted.includes(`${settingsSection}.${name}`), name);
});

test('the context keys of the code are those that the manifest reads', () => {
  const read = sorted(new Set(JSON.stringify(contributes).match(/processView\.(running|hasRun)\b/g)));
  assert.deepEqual(read, sorted(Object.values(contextKeys)));
});

test('each text of the manifest stands in English and in Chinese, and no text is left over', () => {
  const used = sorted(new Set(Array.from(JSON.stringify(manifest).matchAll(/"%([\w.-]+)%"/g), ([, key]) => key!)));
  assert.deepEqual(sorted(Object.keys(english)), used);
  assert.deepEqual(sorted(Object.keys(json('package.nls.zh-cn.json'))), used);
});

test('what a person reads of the manifest is a key of its texts, but for the name', () => {
  const read = /^(title|contextualTitle|name|displayName|label|description|markdownDescription|contents)$/;
  const outside: string[] = [];
  JSON.stringify({ ...contributes, capabilities: manifest.capabilities }, (key, value) => {
    const texts = key.endsWith('numDescriptions') ? value : read.test(key) && typeof value === 'string' ? [value] : [];
    outside.push(...texts.filter((text: string) => !/^(%[\w.-]+%|Process View)$/.test(text)));
    return value;
  });
  assert.deepEqual(outside, []);
});

test('each text of the code stands in the Chinese bundle, and no text is left over', () => {
  const texts = readdirSync('src/views').flatMap((name) => translatedTexts(`src/views/${name}`));
  assert.deepEqual(sorted(Object.keys(json('l10n/bundle.l10n.zh-cn.json'))), sorted(new Set(texts)));
});

test('translations keep the placeholders and the links', () => {
  const pairs = [
    ...Object.entries<string>(json('l10n/bundle.l10n.zh-cn.json')),
    ...Object.entries<string>(json('package.nls.zh-cn.json')).map(([key, text]) => [english[key]!, text] as const),
  ];
  const kept = (text: string) => sorted(text.match(/\{\d\}|\(command:[^)]+\)|\$\{\w+\}|#[\w.]+#/g) ?? []);
  for (const [original, translation] of pairs) assert.deepEqual(kept(translation), kept(original), translation);
});

test('icons and pages that the manifest names are there', () => {
  const files = [
    manifest.icon,
    contributes.viewsContainers.activitybar[0].icon,
    'media/panel-light.svg',
    'media/panel-dark.svg',
  ];
  for (const file of files) assert.ok(existsSync(file), file);
});

test('each step of the walkthrough has its page in both languages, and its links and events name commands that there are', () => {
  const [{ steps }] = contributes.walkthroughs;
  assert.equal(steps.length, 5);
  const known = [...allCommands, 'workbench.action.openSettings'];
  for (const { id, description, media, completionEvents } of steps) {
    for (const page of [media.markdown, media.markdown.replace('.md', '.nls.zh-cn.md')])
      assert.ok(existsSync(page), page);
    const text = english[description.replaceAll('%', '')]!;
    const links = Array.from(text.matchAll(/\(command:([\w.]+)/g), ([, command]) => command!);
    const events: string[] = completionEvents
      .filter((event: string) => event.startsWith('onCommand:'))
      .map((event: string) => event.slice('onCommand:'.length));
    assert.ok(links.length > 0 && events.length > 0, id);
    for (const command of [...links, ...events]) assert.ok(known.includes(command), command);
  }
});

test('no sentence of the code is left outside the translations', () => {
  const outside = readdirSync('src/views').flatMap((name) => plainSentences(`src/views/${name}`));
  assert.deepEqual(outside, []);
});

/** Literals that read like a sentence and stand neither in `l10n.t` nor in a line of the log. */
function plainSentences(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const sentences: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /\b(l10n\.t|log\.\w+)$/.test(node.expression.getText())) return;
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if (isText && /[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}/.test(node.text)) sentences.push(`${file}: ${node.text}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return sentences;
}

/** The first arguments of all calls of `l10n.t`, each of which must be a literal for the bundle to be complete. */
function translatedTexts(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /\bl10n\.t$/.test(node.expression.getText())) {
      const [text] = node.arguments;
      assert.ok(text && ts.isStringLiteralLike(text), `${file}: ${node.getText()} is no literal`);
      texts.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

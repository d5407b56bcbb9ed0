/** The command speaks the language of its reader: chosen by option, variable or locale, complete in each, with nothing left outside. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { systemLanguage, withoutLanguage } from '../../src/cli/language.js';
import { type Language, languageOf, speak } from '../../src/language.js';
import { findHangs, openRecording, recordedReason } from '../../src/recording/index.js';
import { recorded } from '../../src/session/texts.js';
import { fixture, processView, startProcessView, temporaryFolder } from '../process-view.js';
import { waitFor } from '../wait-for.js';

test('a locale of any Chinese is Chinese, every other is English', () => {
  for (const tag of ['zh', 'zh_CN.UTF-8', 'zh-TW', 'zh-Hans-CN', 'ZH_cn@pinyin'])
    assert.equal(languageOf(tag), 'zh-CN');
  for (const tag of ['C', 'C.UTF-8', 'POSIX', 'en_GB.UTF-8', 'de_DE', 'zha', ''])
    assert.equal(languageOf(tag), 'en', tag);
});

test('the variables count in the order of POSIX, ours before them, an empty one not at all', () => {
  const chinese = 'zh_CN.UTF-8';
  assert.equal(systemLanguage({ LANG: chinese }), 'zh-CN');
  assert.equal(systemLanguage({ LANG: chinese, LC_MESSAGES: 'en_US.UTF-8' }), 'en');
  assert.equal(systemLanguage({ LC_MESSAGES: 'en_US.UTF-8', LC_ALL: chinese }), 'zh-CN');
  assert.equal(systemLanguage({ LC_ALL: '', LANG: chinese }), 'zh-CN');
  assert.equal(systemLanguage({ PROCESS_VIEW_LANG: 'en', LC_ALL: chinese }), 'en');
  assert.equal(systemLanguage({}), languageOf(Intl.DateTimeFormat().resolvedOptions().locale));
});

test('--lang is ours before the script and the script’s own behind it', () => {
  assert.deepEqual(withoutLanguage(['--lang', 'en', 'show', 'x']), { asked: 'en', rest: ['show', 'x'] });
  assert.deepEqual(withoutLanguage(['show', 'x', '--lang=en']), { asked: 'en', rest: ['show', 'x'] });
  const words = ['run', 'main.js', '--lang', 'fr'];
  assert.deepEqual(withoutLanguage(words, 2), { asked: undefined, rest: words });
  assert.deepEqual(withoutLanguage(['show', '--lang']), { asked: '', rest: ['show'] });
});

test('the script gets its own --lang and its own variables', async (t) => {
  const file = path.join(temporaryFolder(t), 'args.js');
  writeFileSync(
    file,
    'console.log(JSON.stringify([process.argv.slice(2), process.env.PROCESS_VIEW_LANG, process.env.LANG]))',
  );
  const env = { ...process.env, PROCESS_VIEW_LANG: undefined, LANG: 'zh_CN.UTF-8', LC_ALL: '' };
  const { stdout, stderr } = await processView(['run', '--lang', 'zh-CN', file, '--lang', 'fr'], { env });
  assert.deepEqual(JSON.parse(stdout), [['--lang', 'fr'], null, 'zh_CN.UTF-8']);
  assert.match(stderr, /1 个进程，发送 0 条消息/);
});

test('a language that there is not is refused', async () => {
  const { code, stderr } = await processView(['--lang', 'fr', 'show', 'x']);
  assert.equal(code, 2);
  assert.match(stderr, /There is no language "fr"\. Choose en or zh-CN\./);
});

test('what a recording says in English is put into the reader’s language', () => {
  speak('zh-CN');
  try {
    const reasons = [...Object.values(recorded), 'the collector did not keep up'];
    for (const why of reasons) assert.match(recordedReason(why), /\p{Script=Han}/u, why);
    assert.equal(recordedReason('something of a newer version'), 'something of a newer version');
  } finally {
    speak('en');
  }
});

/** Every table of texts that there is, by its file, in one bundle with the language that they speak. */
const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => path.posix.join('src', ...file.split(path.sep)))
  .filter((file) => /texts\.ts$/.test(file));
const { outputFiles } = await build({
  stdin: {
    contents:
      files.map((file, i) => `export * as table${i} from './${file}';`).join('\n') +
      "export { speak } from './src/language.ts';",
    resolveDir: process.cwd(),
  },
  ...{ bundle: true, write: false, format: 'esm', platform: 'node', target: 'node20' },
});
const all = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]!.contents).toString('base64')}`);
const tables = files.map((file, i): [string, object] => {
  const [, table] = Object.entries(all[`table${i}`]).find(([name]) => /texts$/i.test(name)) ?? [];
  assert.ok(typeof table === 'object' && table !== null, `${file} exports no table`);
  return [file, table];
});

/** Every text of a table by its name, made of one and the same value. */
function* textsOf(table: object, value: unknown, name = ''): Generator<[string, string]> {
  for (const [key, entry] of Object.entries(table)) {
    if (typeof entry === 'object') yield* textsOf(entry, value, `${name}${key}.`);
    else yield [`${name}${key}`, typeof entry === 'string' ? entry : madeOf(entry, value)];
  }
}

/** Whatever a text takes, be it a number, a name or a list of names. */
function madeOf(make: (...values: unknown[]) => string, value: unknown): string {
  for (const given of [`${value}`, Number(value), [`${value}`]]) {
    try {
      return make(...new Array(8).fill(given));
    } catch {
      // It takes another kind of value.
    }
  }
  throw new Error(`Nobody knows what this text takes: ${make}`);
}

const inLanguage = (language: Language, table: object): Map<string, string> => {
  all.speak(language);
  try {
    const names = Object.fromEntries(Object.keys(table).map((key) => [key, Reflect.get(table, key)]));
    return new Map(textsOf(names, 7));
  } finally {
    all.speak('en');
  }
};

assert.ok(tables.length >= 8, files.join(' '));
for (const [file, table] of tables) {
  test(`every text of ${file} is in Chinese, and with the same values`, () => {
    const english = inLanguage('en', table);
    const chinese = inLanguage('zh-CN', table);
    assert.deepEqual([...chinese.keys()].sort(), [...english.keys()].sort());
    for (const [name, text] of english) {
      const said = chinese.get(name)!;
      // What has no word in English, as `{name}: {message}`, needs none in Chinese; some are names in both.
      if (/[a-z]{2}/.test(text) && !/^(process-view|join)$/.test(said))
        assert.match(said, /\p{Script=Han}/u, `${name}: ${said}`);
      assert.equal(said.includes('7'), text.includes('7'), `${name}: ${said}`);
    }
  });
}

/** All that there are, as the help names them. */
const commands = async (): Promise<string[]> => {
  const { stdout } = await processView(['--help']);
  return [...new Set([...stdout.matchAll(/^ {2}process-view (\w+)/gm)].map(([, command]) => command!))];
};

const pseudo = (...args: string[]) => processView(['--lang', 'qps-ploc', ...args]);

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** What is left of a text when all that stands in brackets is taken out. */
function outside(text: string): string {
  let left = text;
  for (let before = ''; before !== left; ) [before, left] = [left, left.replace(/⟦[^⟦⟧]*⟧/g, '')];
  return left;
}

const nothing = (text: string) => assert.equal(outside(text).replaceAll('process-view: ', '').trim(), '', text);

/** What a command prints outside of the texts is data: each word stands in the recording. */
function onlyData(text: string, file: string): void {
  const data = `${readFileSync(file, 'utf8')} main process-view`;
  for (const [word] of outside(text).matchAll(/[A-Za-z]{3,}/g)) assert.ok(data.includes(word), `${word} in: ${text}`);
}

test('in the pseudo-language no text of the help and of the errors is left outside', async (t) => {
  const folder = temporaryFolder(t);
  const [file, empty] = [path.join(folder, 'script.js'), path.join(folder, 'empty.pvrec')];
  writeFileSync(file, '"no recording";\n');
  writeFileSync(empty, '');
  const wrong = [
    [],
    ['nonsense'],
    ...(await commands()).flatMap((command) => [[command], [command, '--nonsense']]),
    ['show', 'a', 'b'],
    ['show', 'a', '--at', 'x'],
    ['show', '--at'],
    ['show', '--tree=x', 'a'],
    ['show', 'a', '--tree', '--log'],
    ['show', path.join(folder, 'none.pvrec')],
    ['show', folder],
    ['show', file],
    ['show', empty],
    ['open', path.join(folder, 'none.pvrec')],
    ['run', path.join(folder, 'none.js')],
    ['run', '--runner', 'x', file],
    ['run', '--runner', 'tsx', file],
    ['run', '--grace', 'x', file],
    ['run', '--preview-bytes', 'x', file],
    ['run', '--node', path.join(folder, 'none'), file],
    ['run', '--record', file, file],
    ['run', '--record', path.join(folder, 'none', 'run.pvrec'), file],
  ];
  for (const args of wrong) {
    const { code, stderr } = await pseudo(...args);
    assert.equal(code, 2, args.join(' '));
    assert.match(stderr, /⟦/, args.join(' '));
    nothing(stderr);
  }
  const { stdout } = await pseudo('--help');
  nothing(stdout);
});

test('in the pseudo-language no text of a run and of what is told about it is left outside', async (t) => {
  const folder = temporaryFolder(t);
  const [a, b, rules] = ['a.pvrec', 'b.pvrec', 'run.rules'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  const script = fixture('session/one-of-each.ts');
  for (const file of [a, b]) {
    const { stderr } = await pseudo('run', '--record', file, script);
    nothing(
      stderr
        .split('\n')
        .filter((line) => line.includes('⟦'))
        .join('\n'),
    );
    assert.equal(stderr.match(/^process-view: ⟦/gm)?.length, stderr.match(/^process-view: /gm)?.length);
  }
  writeFileSync(
    rules,
    'every put is got\nno hang\nno error\ncount(start) == 1\njoin(main) before exit\nno process outlives nobody\n',
  );
  nothing((await pseudo('diff', a, b)).stdout);
  onlyData((await pseudo('explain', a)).stdout, a);
  const checked = (await pseudo('check', a, rules)).stdout;
  assert.equal(outside(checked).trim(), '');
  writeFileSync(rules, 'nonsense\nevery put\nno\ncount(\ncount(start) x\n"\nno hang x\n');
  nothing((await pseudo('check', a, rules)).stderr.replace(`${rules}: `, ''));
  for (const view of ['--tree', '--log']) onlyData((await pseudo('show', view, a)).stdout, a);
  nothing((await pseudo('show', a, '--filter', 'frm:x')).stderr);
});

test('in the pseudo-language no text about a hang is left outside, nor of the panel that is served', async (t) => {
  const file = path.join(temporaryFolder(t), 'run.pvrec');
  const run = startProcessView([
    'run',
    '--quiet',
    '--record',
    file,
    fixture('explain/join-before-the-queue-is-drained.cjs'),
  ]);
  t.after(() => run.child.kill());
  await waitFor(() => sizeOf(file) > 0 && findHangs(openRecording(readFileSync(file))).length > 0);
  nothing((await pseudo('explain', file)).stdout);
  const opened = startProcessView(['--lang', 'qps-ploc', 'open', file]);
  t.after(() => opened.child.kill());
  const [said] = (await once(opened.child.stdout!, 'data')) as [Buffer];
  nothing(`${said}`);
});

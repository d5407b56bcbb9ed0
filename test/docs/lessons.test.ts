/** The pages of docs/lessons are true: their commands run, what they quote of programs and output is so, and both languages say the same. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { processView } from '../process-view.js';

const folder = path.resolve('docs/lessons');
const pages = readdirSync(folder).filter((name) => /^\d.*(?<!\.zh-CN)\.md$/.test(name));
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
const chineseOf = (page: string) => page.replace(/\.md$/, '.zh-CN.md');

/** The fenced blocks of a page in one language. */
const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(/^```(\S+)\n([\s\S]*?)^```$/gm)].filter(([, its]) => its === language).map(([, , body]) => body!);

const commandsOf = (page: string): string[][] =>
  blocks(read(page), 'sh').flatMap((block) =>
    block
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ')),
  );

const runsOf = (page: string) => commandsOf(page).filter(([, command]) => command === 'run');

/** What differs from run to run and from machine to machine. */
const steady = (line: string): string =>
  line
    .replace(/（\d+）/, '（pid）')
    .replace(/^(父进程|.*进程号)(：| )\d+/, '$1$2pid')
    .replace(/\d+\.\d+/, '0.0')
    .replace(/有 \d+ 个处理器/, '有 n 个处理器')
    .replace(/PoolWorker-\d/, 'PoolWorker')
    .replace(/^消费者[一二]/, '消费者');

/** Where processes run side by side, no order is promised. */
const sideBySide = new Set(['2', '3', '5', '6', '7']);

function asPromised(output: string, example: string): string[] {
  const lines = output.trimEnd().split('\n').map(steady);
  return sideBySide.has(path.basename(example)[0]!) ? lines.sort() : lines;
}

const recordings = mkdtempSync(path.join(os.tmpdir(), 'pv-lessons-'));
after(() => rmSync(recordings, { recursive: true, force: true }));

for (const page of pages) {
  test(`${page}: its commands print what it says`, async () => {
    const quoted = blocks(read(page), 'text');
    const runs = runsOf(page);
    assert.equal(runs.length, quoted.length);
    for (const [i, [program, ...words]] of runs.entries()) {
      assert.equal(program, 'process-view');
      const inFolder = words.map((word) => (word.endsWith('.pvrec') ? path.join(recordings, word) : word));
      const { code, stdout, stderr } = await processView(inFolder);
      assert.equal(code, 0, stderr);
      assert.deepEqual(asPromised(stdout, words.at(-1)!), asPromised(quoted[i]!, words.at(-1)!));
    }
    for (const [, command, file] of commandsOf(page).filter(([, command]) => command !== 'run')) {
      assert.equal(command, 'open');
      assert.ok(existsSync(path.join(recordings, file!)), `${file} is opened and was never recorded`);
    }
  });

  test(`${page}: the code it shows stands in its program`, () => {
    const programs = runsOf(page).map((words) => readFileSync(words.at(-1)!, 'utf8'));
    const bare = (text: string) => text.split('\n').map((line) => line.replace(/\s*\/\/.*$/, '').trim());
    const known = new Set(programs.flatMap(bare));
    for (const line of blocks(read(page), 'ts').flatMap(bare)) assert.ok(known.has(line), line);
  });

  test(`${page}: both languages have the same commands, code, output, pictures and links`, () => {
    const [english, chinese] = [read(page), read(chineseOf(page))];
    for (const language of ['sh', 'text']) assert.deepEqual(blocks(chinese, language), blocks(english, language));
    const code = (text: string) => blocks(text, 'ts').map((block) => block.replace(/\s*\/\/.*$/gm, ''));
    assert.deepEqual(code(chinese), code(english));
    const targets = (text: string) =>
      [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target!.replace('.zh-CN', ''));
    assert.deepEqual(targets(chinese), targets(english));
    assert.equal(chinese.match(/^## /gm)?.length, english.match(/^## /gm)?.length);
    assert.equal(chinese.match(/^\d\. /gm)?.length, english.match(/^\d\. /gm)?.length);
  });
}

test('every lesson has a page, every page stands in both lists, and every link and picture is there', () => {
  const examples = readdirSync('examples').filter((name) => /^\d/.test(name));
  assert.deepEqual(
    pages.flatMap(runsOf).map((words) => path.basename(words.at(-1)!)),
    examples,
  );
  for (const page of pages) {
    assert.ok(read('README.md').includes(`(${page})`), page);
    assert.ok(read('README.zh-CN.md').includes(`(${chineseOf(page)})`), page);
  }
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.md')))
    for (const [, target] of read(name).matchAll(/\]\(([^)]*)\)/g))
      assert.ok(existsSync(path.resolve(folder, target!)), `${name} leads to ${target}`);
});

test('every picture is shown, and together they are small', () => {
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map(read)
    .join('');
  const pictures = readdirSync(folder).filter((name) => name.endsWith('.png'));
  for (const picture of pictures) assert.ok(texts.includes(`(${picture})`), picture);
  assert.ok(pictures.reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0) < 1_000_000);
});

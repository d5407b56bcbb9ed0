/** The lessons of examples/, run as a reader runs them: by node with type stripping. What they print is what each of them is to show. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { nodeBinary } from '../nodes.mjs';
import { runProgram } from './run-program.js';

/** The lines in the order in which they come; where processes run side by side, sorted. */
const expected: Record<string, (lines: string[]) => void> = {
  '0-a-process-and-a-thread.ts': (lines) => {
    const pids = lines.slice(0, 3).map((line) => /进程号 (\d+)/.exec(line)?.[1]);
    assert.ok(pids[0] === pids[1] && pids[1] !== pids[2], lines.join('\n'));
    assert.deepEqual(
      lines.map((line) => /counter = (\d)/.exec(line)?.[1]),
      ['1', '2', '1', '2'],
    );
  },
  '1-process-with-a-target.ts': (lines) =>
    matchAll(lines, [/^父进程：\d+$/, /^子进程即将启动。$/, /^子进程：测试进程（\d+）开始\.\.\.$/, /^子进程结束。$/]),
  '2-three-processes-that-sleep.ts': (lines) => {
    assert.deepEqual(namesIn(lines, /^(进程-\d)（\d+）开始运行！$/), ['进程-1', '进程-2', '进程-3']);
    assert.deepEqual(namesIn(lines, /^(进程-\d) 睡了 [\d.]+ 秒，运行结束。$/), ['进程-1', '进程-2', '进程-3']);
    assert.equal(lines.at(-1), '所有子进程都结束了。');
  },
  '3-start-both-then-join.ts': (lines) => {
    // What the two print may stand in any order: that both are started before one is waited for is seen in the recording.
    for (const name of ['进程一', '进程二'])
      assert.deepEqual(
        lines.filter((line) => line.startsWith(`${name}：`)),
        [1, 2, 3, 4].map((step) => `${name}：第 ${step} 步`),
      );
    assert.match(lines.at(-1)!, /^先全部启动，再等待：用时 [\d.]+ 秒。$/);
    assert.equal(lines.length, 9);
  },
  '4-join-between-the-starts.ts': (lines) => {
    const steps = ['进程一', '进程二'].flatMap((name) => [1, 2, 3, 4].map((step) => `${name}：第 ${step} 步`));
    assert.deepEqual(lines.slice(0, -1), steps);
  },
  '5-pool-of-three.ts': (lines) => {
    assert.deepEqual(namesIn(lines, /^(任务-\d) 由 PoolWorker-[123]（\d+）执行\.\.\.$/), [
      '任务-1',
      '任务-2',
      '任务-3',
      '任务-4',
    ]);
    assert.equal(lines.filter((line) => /^任务-\d 用时 [\d.]+ 秒。$/.test(line)).length, 4);
    assert.equal(lines.at(-1), '所有任务完成。');
  },
  '6-producer-and-two-consumers.ts': (lines) => {
    const products = Array.from({ length: 8 }, (_, i) => `产品${i}`);
    assert.deepEqual(namesIn(lines, /^生产者（\d+）放入：(产品\d)$/), products);
    assert.deepEqual(namesIn(lines, /^消费者[一二]（\d+）取出：(产品\d)$/), products);
    assert.equal(lines.at(-1), '消费者被终止，退出码：-15, -15');
  },
  '7-pipe-between-two-tasks.ts': (lines) => {
    assert.deepEqual(namesIn(lines, /^接收方（\d+）收到：(.*)$/), namesIn(lines, /^发送方（\d+）发送：(.*)$/));
    assert.equal(lines.at(-1), '一共收到 3 条消息，管道已关闭。');
  },
  '8-a-global-is-not-shared.ts': (lines) =>
    matchAll(lines, [/^子进程（\d+）修改后：total = 101$/, /^父进程（\d+）：total = 500，没有变。$/]),
  '9-cpu-bound-and-io-bound.ts': (lines) => {
    assert.deepEqual(namesIn(lines, /^(?:CPU|IO) 密集型，(\d) 个进程：[\d.]+ 秒$/), ['1', '1', '2', '2', '4', '4']);
  },
};

function matchAll(lines: string[], patterns: RegExp[]): void {
  assert.equal(lines.length, patterns.length, lines.join('\n'));
  for (const [i, pattern] of patterns.entries()) assert.match(lines[i]!, pattern);
}

/** What a pattern takes out of the lines that it matches, sorted. */
const namesIn = (lines: string[], pattern: RegExp): string[] =>
  lines.flatMap((line) => pattern.exec(line)?.[1] ?? []).sort();

test('every lesson is tested', () => {
  const lessons = readdirSync('examples').filter((name) => /^\d/.test(name));
  assert.deepEqual(lessons, Object.keys(expected));
});

for (const [file, check] of Object.entries(expected)) {
  test(`lesson ${file}`, async () => {
    const node = await nodeBinary(24);
    const { stdout, stderr, code } = await runProgram(path.join('examples', file), [], {
      node,
      nodeArgs: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--disable-warning=ExperimentalWarning'],
    });
    assert.equal(code, 0, stderr);
    assert.equal(stderr, '');
    check(stdout.trimEnd().split('\n'));
  });
}

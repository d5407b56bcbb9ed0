// Why is it slow, message by message: a busy loop, a payload of 50 MB, a backlog of 1,000, against what the programs measured themselves.
import { inFolder, readRecording, runProgram, table } from './tools.mjs';

export const name = 'latency';

export async function run({ print, model }) {
  const rows = [];
  for (const scene of scenes) rows.push(...(await inFolder((folder) => judge(model, folder, scene))));
  table(print, [
    ['scene', 'part', 'measured by the program', 'attributed', 'off by', ''],
    ...rows.map(({ scene, part, own, said, off }) => [
      scene,
      part,
      ms(own),
      ms(said),
      `${(off * 100).toFixed(1)} %`,
      off <= 0.1 ? '' : 'WRONG',
    ]),
  ]);
  return rows.every(({ off }) => off <= 0.1);
}

const ms = (microseconds) => `${(microseconds / 1000).toFixed(1)} ms`;

/** Of each scene the parts that matter: against what the program says, as a fraction of the whole time of the messages. */
export async function judge(model, folder, { name, source, part: which }) {
  const { stdout, stderr, code, file } = await runProgram(folder, 'program', source);
  if (code !== 0) throw new Error(`${name}: ${stderr}`);
  const recording = readRecording(model, file);
  const own = JSON.parse(stdout.trim().split('\n').at(-1));
  const parts = which(model, recording);
  return Object.keys(own).map((part) => ({
    scene: name,
    part,
    own: own[part],
    said: parts[part],
    off: Math.abs(parts[part] - own[part]) / own[part],
  }));
}

const partsOf = (model, recording, is) => {
  const sums = { serialising: 0, travelling: 0, waiting: 0, handling: 0 };
  for (let message = 0; message < recording.messages.length; message++) {
    if (!is(recording.messages.preview(message) ?? '', message)) continue;
    const parts = model.latencyParts(recording, message);
    for (const part of Object.keys(sums)) sums[part] += parts[part];
  }
  return sums;
};

const clock = 'const now = () => Number(process.hrtime.bigint() / 1000n);';

export const scenes = [
  {
    name: 'a busy loop of 200 ms in a timer',
    part: (model, recording) => partsOf(model, recording, (preview) => preview.includes('late')),
    source: `const { fork } = require('node:child_process');
${clock}
if (process.argv[2]) {
  process.send('ready');
  let end;
  process.on('message', ({ sent }) => { process.send({ waiting: end - sent }); process.disconnect(); });
  setTimeout(() => {
    process.send('busy');
    for (const until = Date.now() + 200; Date.now() < until; );
    end = now();
  }, 300);
} else {
  const child = fork(__filename, ['child']);
  child.on('message', (word) => {
    if (word === 'busy') setTimeout(() => child.send({ late: true, sent: now() }), 30);
    else if (word !== 'ready') console.log(JSON.stringify(word));
  });
}`,
  },
  {
    name: 'a busy loop of 200 ms in a handler',
    part: (model, recording) => {
      const parts = partsOf(model, recording, (preview) => preview.includes('late'));
      const busy = partsOf(model, recording, (preview) => preview.includes('work'));
      return { waiting: parts.waiting, handling: busy.handling };
    },
    source: `const { fork } = require('node:child_process');
${clock}
if (process.argv[2]) {
  let began, end;
  process.on('message', ({ work, sent }) => {
    if (work) {
      began = now();
      process.send('busy');
      for (const until = Date.now() + 200; Date.now() < until; );
      end = now();
    } else {
      process.send({ waiting: end - sent, handling: end - began });
      process.disconnect();
    }
  });
} else {
  const child = fork(__filename, ['child']);
  child.on('message', (word) => {
    if (word === 'busy') child.send({ late: true, sent: now() });
    else console.log(JSON.stringify(word));
  });
  child.send({ work: true });
}`,
  },
  {
    name: 'a payload of 50 MB',
    part: (model, recording) => {
      const { serialising, travelling, waiting } = partsOf(model, recording, (preview) => preview.includes('big'));
      return { serialising, 'travelling and reading': travelling + waiting };
    },
    // What the program sees of the serialising: toJSON is called at the object's beginning, and then its channel's write.
    source: `const { fork } = require('node:child_process');
${clock}
if (process.argv[2]) {
  process.on('message', (message) => {
    if (!message.big) return process.send('ready');
    process.send({ got: now() });
    process.disconnect();
  });
} else {
  const child = fork(__filename, ['child']);
  const big = Array.from({ length: 500000 }, (_, i) => 'row ' + i + ' ' + 'x'.repeat(84));
  let sent, left;
  const channel = child[Object.getOwnPropertySymbols(child).find(({ description }) => description === 'kChannelHandle')];
  const write = channel.writeUtf8String;
  channel.writeUtf8String = function (...all) { left = now(); return write.apply(this, all); };
  child.on('message', (word) => {
    if (word === 'ready') {
      sent = now();
      child.send({ first: { toJSON: () => void (sent = now()) }, big });
    } else {
      console.log(JSON.stringify({ serialising: left - sent, 'travelling and reading': word.got - left }));
    }
  });
  child.send({ warm: 'x'.repeat(500000) });
}`,
  },
  {
    name: 'a backlog of 1,000',
    part: (model, recording) => {
      const { waiting } = partsOf(model, recording, (preview) => preview.includes('job'));
      return { waiting };
    },
    source: `const { fork } = require('node:child_process');
${clock}
if (process.argv[2]) {
  let waiting = 0;
  let count = 0;
  process.send('ready');
  process.on('message', ({ sent }) => {
    waiting += now() - sent;
    for (const until = now() + 1000; now() < until; );
    if (++count < 1000) return;
    process.send({ waiting });
    process.disconnect();
  });
} else {
  const child = fork(__filename, ['child']);
  child.on('message', (word) => {
    if (word === 'ready') for (let i = 0; i < 1000; i++) child.send({ job: i, sent: now() });
    else console.log(JSON.stringify(word));
  });
}`,
  },
];

// The model's speed and memory at 1,000,000 events of 200 processes, as ratios to JSON.parse of the same lines in the same run.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { asBytes, randomFrom, recordingLines } from './recording-events.mjs';

export const name = 'recording';

const root = path.dirname(path.dirname(path.dirname(new URL(import.meta.url).pathname)));
const COUNT = Number(process.env.PROCESS_VIEW_BENCH_EVENTS ?? 1_000_000);

export async function run({ print }) {
  const model = await loadModel();
  const bytes = asBytes(recordingLines({ count: COUNT }));
  print(`${COUNT} events, ${(bytes.length / 1e6).toFixed(0)} MB`);
  ingest(model, bytes, print);
  memory(model, bytes, print);
  const recording = model.openRecording(bytes);
  states(model, recording, print);
  filters(model, recording, print);
  causes(model, print);
  layout(model, recording, print);
  live(model, bytes, print);
}

async function loadModel() {
  const outfile = path.join(root, '.build/bench/recording.mjs');
  mkdirSync(path.dirname(outfile), { recursive: true });
  await build({
    entryPoints: [path.join(root, 'src/recording/index.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    minify: true,
  });
  return import(pathToFileURL(outfile).href);
}

/** Paired, in turn, by the processor's time, so that what else the machine does counts for neither; medians of ratios. */
function ingest(model, bytes, print) {
  // The last recording is kept till the next is there: where none is left, the engine throws its compiled code away.
  let kept;
  const rounds = Array.from({ length: 5 }, () => {
    const parse = parseTime(bytes);
    const open = processorTime(() => {
      kept = model.openRecording(bytes);
      kept.rowOf(0);
    });
    return { parse, open };
  });
  if (kept.length === 0) throw new Error('nothing was read');
  const ratio = median(rounds.map(({ parse, open }) => open / parse));
  const parse = median(rounds.map((round) => round.parse));
  print(
    `JSON.parse of the lines ${parse.toFixed(0)} ms; open and put in order ${ratio.toFixed(2)} times that (bar 2.0)`,
  );
}

/** The lines are cut before and let go afterwards: only JSON.parse is measured. */
function parseTime(bytes) {
  const lines = bytes.toString().split('\n');
  lines.pop();
  return processorTime(() => {
    for (const line of lines) JSON.parse(line);
  });
}

function memory(model, bytes, print) {
  const before = used();
  const recording = model.openRecording(bytes);
  model.stateAt(recording, recording.length - 1);
  const perEvent = (used() - before) / recording.length;
  print(`memory ${perEvent.toFixed(0)} bytes an event, with the states' checkpoints (bar 250)`);
}

function states(model, recording, print) {
  const random = randomFrom(7);
  const at = () => Math.floor(random() * recording.length);
  print(`stateAt first, at the end ${timed(() => model.stateAt(recording, recording.length - 1)).toFixed(1)} ms`);
  const times = Array.from({ length: 300 }, () => timed(() => model.stateAt(recording, at())));
  print(`stateAt anywhere: median ${median(times).toFixed(2)} ms, worst ${Math.max(...times).toFixed(2)} ms (bar 16)`);
  const steps = Array.from({ length: 200 }, () => timed(() => model.nextStep(recording, at(), 1, { by: 'message' })));
  print(
    `next message: median ${median(steps).toFixed(3)} ms; next error ${timed(() => model.nextStep(recording, 0, 1, { by: 'error' })).toFixed(1)} ms; in flight ${timed(() => model.inFlight(recording, at(), 0)).toFixed(1)} ms`,
  );
}

function filters(model, recording, print) {
  const texts = [
    'kind:put size>30',
    'text:"job 7"',
    'from:worker-2 to:main channel:queue/1 kind:put size>1kb latency>10ms text:"job 7" -kind:output',
    'state:lost or at:worker.ts:7',
    '-(from:worker-1* or pid:1005) latency>1ms',
  ];
  for (const text of texts) {
    const { filter } = model.parseFilter(text);
    const times = Array.from({ length: 5 }, () => timed(() => model.matchSteps(recording, filter)));
    print(
      `filter ${text}: ${median(times).toFixed(0)} ms (bar 200), ${model.matchSteps(recording, filter).count} left`,
    );
  }
}

function causes(model, print) {
  const recording = model.openRecording(asBytes(recordingLines({ count: 100_000 })));
  const random = randomFrom(3);
  const first = timed(() => model.causality(recording, 50_000));
  const times = Array.from({ length: 100 }, () =>
    timed(() => model.causality(recording, Math.floor(random() * recording.length))),
  );
  print(
    `causality in 100,000: first ${first.toFixed(1)} ms, then median ${median(times).toFixed(2)} ms, worst ${Math.max(...times).toFixed(1)} ms (bar 100)`,
  );
}

function layout(model, recording, print) {
  for (const scale of ['time', 'order']) {
    let pyramid;
    print(
      `pyramid (${scale}) ${timed(() => {
        pyramid = new model.ActivityPyramid(recording, scale);
      }).toFixed(
        0,
      )} ms, ${(pyramid.levels.reduce((sum, level) => sum + level.counts.byteLength, 0) / 1e6).toFixed(1)} MB`,
    );
    const all = timed(() => {
      for (const lane of recording.lanes) model.laneSegments(recording, lane.index, scale);
    });
    print(`segments of all lanes (${scale}) ${all.toFixed(0)} ms`);
  }
}

/** A tail of 20,000 events a second: a chunk each 50 ms, all of it read and one state asked for. */
function live(model, bytes, print) {
  const recording = new model.Recording();
  const size = Math.ceil((bytes.length / COUNT) * 1000);
  const times = [];
  for (let at = 0; at < bytes.length; at += size) {
    times.push(
      timed(() => {
        recording.appendBytes(bytes.subarray(at, at + size));
        model.stateAt(recording, recording.length - 1);
      }),
    );
  }
  times.sort((a, b) => a - b);
  print(
    `live, 1,000 events and a state each 50 ms: median ${median(times).toFixed(2)} ms, 99 in 100 under ${times[Math.floor(times.length * 0.99)].toFixed(2)} ms, worst ${times.at(-1).toFixed(1)} ms`,
  );
}

function used() {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function collectGarbage() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

function processorTime(work) {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}

function timed(work) {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

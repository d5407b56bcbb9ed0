// Why does it hang: programs that hang, each asked while it runs, and slow healthy ones, asked all the time.
import { setTimeout as sleep } from 'node:timers/promises';
import { hangingPrograms } from './hanging-programs.mjs';
import { healthyPrograms } from './healthy-programs.mjs';
import { eachOf, inFolder, linesWith, readRecording, startProgram, table } from './tools.mjs';

export const name = 'hangs';

export async function run({ print, model, seed }) {
  const hanging = await eachOf(hangingPrograms(seed), 2, (program) => judgeHanging(model, program));
  table(print, [
    ['program', 'said', 'line', 'after', ''],
    ...hanging.map(({ program, kind, line, afterMs, right }) => [
      program.name,
      kind ?? 'nothing',
      line ?? '',
      afterMs === undefined ? '' : `${(afterMs / 1000).toFixed(2)} s`,
      right ? '' : 'WRONG',
    ]),
  ]);
  const healthy = await eachOf(healthyPrograms(seed), 4, (program) => judgeHealthy(model, program));
  const alarms = healthy.filter(({ alarm }) => alarm !== undefined);
  for (const { program, alarm } of alarms) print(`  false alarm: ${program.name}: ${alarm}`);
  for (const { program, failed } of healthy) if (failed) print(`  did not end well: ${program.name}: ${failed}`);
  const right = hanging.filter((one) => one.right).length;
  const slowest = Math.max(...hanging.map(({ afterMs }) => afterMs ?? 0));
  print(
    `  right: ${right} of ${hanging.length}, the last after ${(slowest / 1000).toFixed(2)} s; false alarms: ${alarms.length} of ${healthy.length}`,
  );
  return right >= hanging.length - 1 && alarms.length === 0 && slowest <= 2000 && !healthy.some(({ failed }) => failed);
}

/** Runs it until something is said of it, or for half a minute: a machine that is busy takes seconds to start it. */
export const judgeHanging = (model, program) =>
  inFolder(async (folder) => {
    const run = startProgram(folder, program.name, program.source);
    const found = await firstHang(model, run.file);
    run.child.kill('SIGTERM');
    await run.ended;
    const recording = readRecording(model, run.file);
    const after = model.findHangs(recording);
    endLeftovers(recording);
    return { program, ...found, right: isRight(program, found) && after.some(({ knot }) => knot.kind === found.kind) };
  });

async function firstHang(model, file) {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(50)) {
    const recording = readRecording(model, file);
    const [hang] = recording === undefined ? [] : model.findHangs(recording);
    if (hang === undefined) continue;
    const began = Date.parse(recording.header.startedAt);
    const { kind, links, culprit } = hang.knot;
    return {
      kind,
      line: links[culprit].at?.line,
      lines: links.map(({ at }) => at?.line),
      sentence: model.knotSentence(recording, hang.knot),
      afterMs: Date.now() - began - lastProgress(recording) / 1000,
    };
  }
  return {};
}

/** Those whose parent has left live on when the run is over. */
function endLeftovers(recording) {
  for (const { collector, endTime, pid } of recording.processes) {
    if (collector || endTime !== undefined) continue;
    try {
      process.kill(pid);
    } catch {
      // It has ended by itself.
    }
  }
}

/** When the program last did something, by its own events. */
function lastProgress(recording) {
  for (let step = recording.length - 1; step >= 0; step--) {
    const ofProgram = !recording.processes[recording.process(step)].collector;
    if (ofProgram && recording.type(step) !== 'sample') return recording.time(step);
  }
  return 0;
}

function isRight({ kinds, source }, { kind, line, sentence }) {
  if (!kinds.includes(kind)) return false;
  const names = /names: (\S+)/.exec(source)?.[1];
  return names === undefined ? linesWith(source, '/*here*/').includes(line) : sentence.includes(names);
}

/** Asks all the time while it runs, and once more when it has ended. */
export const judgeHealthy = (model, program) =>
  inFolder(async (folder) => {
    const run = startProgram(folder, program.name.replaceAll(' ', '-'), program.source);
    let alarm;
    let over = false;
    const ended = run.ended.finally(() => (over = true));
    for (; !over; await sleep(200)) alarm ??= alarmOf(model, run.file);
    const { code, stderr } = await ended;
    alarm ??= alarmOf(model, run.file);
    return { program, alarm, failed: code === 0 ? undefined : `exit code ${code}: ${stderr}` };
  });

function alarmOf(model, file) {
  const recording = readRecording(model, file);
  const [hang] = recording === undefined ? [] : model.findHangs(recording);
  return hang && model.knotSentence(recording, hang.knot);
}

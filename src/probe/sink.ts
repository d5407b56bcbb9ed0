/**
 * How lines leave: in a quiet time each at once, in a flood in blocks of 16 KB or every 20 ms, and all of them before the process
 * dies by any way that passes through JavaScript. It never throws, never keeps a process alive, and makes the program wait only
 * at its end, 50 ms in all; what the collector has not taken by then, or what would fill the memory, is dropped and counted.
 */
import { micros } from './clock.js';

// Kept from before the program runs: test frameworks replace timers and the file system by their own.
const { setTimeout } = globalThis;
const { writeSync } = require('node:fs') as typeof import('node:fs');
const { byteLength, from: bufferFrom } = Buffer;

let descriptor = -1;
/** Lines that have not been offered yet, in one string. */
let batch = '';
let batchEvents = 0;
/** Blocks that the system would not take at once, oldest first; the first may be partly gone. */
const waiting: { bytes: Buffer; events: number }[] = [];
let waitingBytes = 0;
let dropped = 0;
let dying = false;
/** What is left of the time that the program may be made to wait, microseconds. */
let patience = 50_000;

/** Whether anybody listens: asked before an event is built. */
export const listening = (): boolean => descriptor >= 0;

/** Begins to write to `fd`. */
export function openSink(fd: number, greeting: string): void {
  descriptor = fd;
  batch = greeting;
  flush();
}

/** What to write when events were dropped: emit.ts knows how a line is made. */
let lostLine: (count: number) => string = () => '';
export const onLost = (line: (count: number) => string): void => {
  lostLine = line;
};

let windowStart = 0;
let windowEvents = 0;
let flooding = false;

/** Takes one line, made at `time`. */
export function write(line: string, time: number): void {
  if (descriptor < 0) return;
  batch += line;
  batchEvents++;
  if (time - windowStart > WINDOW) nextWindow(time);
  else if (dying || batch.length >= BLOCK || (!flooding && windowEvents < QUIET_EVENTS)) flush();
  else if (!armed) arm();
  windowEvents++;
}

function nextWindow(time: number): void {
  // A process that filled its last window goes on in blocks, so that a steady stream costs 50 writes a second.
  flooding = windowEvents > QUIET_EVENTS && time - windowStart < 2 * WINDOW;
  windowStart = time;
  windowEvents = 0;
  flush();
}

const WINDOW = 20_000;
const QUIET_EVENTS = 16;
const BLOCK = 16_384;

let armed = false;
let timer: NodeJS.Timeout | undefined;

function arm(): void {
  armed = true;
  if (timer === undefined) timer = setTimeout(onTimer, WINDOW / 1000).unref();
  else timer.refresh();
}

function onTimer(): void {
  armed = false;
  flush();
}

/** Offers to the system all that there is. */
export function flush(): void {
  if (descriptor < 0 || (batch === '' && waiting.length === 0)) return;
  if (waiting.length > 0) retry();
  if (batch !== '') {
    if (waiting.length > 0) enqueue(bufferFrom(batch));
    else offer();
    batch = '';
    batchEvents = 0;
  }
  if (waiting.length > 0 && !armed) arm();
}

/** Lets all leave, waiting for the collector for what is left of the 50 ms; from now on each line is written at once. */
export function flushBeforeDeath(last: boolean): void {
  dying ||= last;
  flush();
  while (descriptor >= 0 && waiting.length > 0 && patience > 0) {
    const before = micros();
    Atomics.wait(pause, 0, 0, 1); // Asleep, so that the collector has the processor.
    flush();
    patience -= micros() - before;
  }
}

const pause = new Int32Array(new SharedArrayBuffer(4));

function offer(): void {
  if (dropped > 0 && waiting.length === 0) {
    batch = lostLine(dropped) + batch;
    dropped = 0;
  }
  const written = tryWrite(batch);
  if (descriptor >= 0 && written < byteLength(batch)) enqueue(bufferFrom(batch).subarray(written));
}

function retry(): void {
  while (waiting.length > 0) {
    const block = waiting[0]!;
    const written = tryWrite(block.bytes);
    if (descriptor < 0) return;
    waitingBytes -= written;
    if (written < block.bytes.length) {
      block.bytes = block.bytes.subarray(written);
      return;
    }
    waiting.shift();
  }
}

function enqueue(bytes: Buffer): void {
  if (waitingBytes + bytes.length > MOST_WAITING && waiting.length > 0) {
    dropped += batchEvents;
    return;
  }
  waiting.push({ bytes, events: batchEvents });
  waitingBytes += bytes.length;
}

/** What a process may hold in memory for a collector that does not read. */
const MOST_WAITING = 16 * 1024 * 1024;

/** How many bytes went; closes the sink where nobody will ever read. */
function tryWrite(data: string | Buffer): number {
  try {
    return typeof data === 'string' ? writeSync(descriptor, data) : writeSync(descriptor, data);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
    descriptor = -1; // The collector is gone: the program goes on as if there had never been one.
    batch = '';
    waiting.length = 0;
    return 0;
  }
}

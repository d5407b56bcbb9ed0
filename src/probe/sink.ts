/**
 * How lines leave: in a quiet time each at once, in a flood in blocks of 32 KB or every 20 ms, and all of them before the process
 * dies by any way that passes through JavaScript. It never throws, never keeps a process alive, and makes the program wait only
 * at its end, 50 ms in all. What the collector has not taken by then is left for it in a file; what would fill the memory before is
 * dropped and counted.
 */
import { LONG_AGO, micros } from './clock.js';

// Kept from before the program runs: test frameworks replace timers and the file system by their own.
const { setTimeout, queueMicrotask } = globalThis;
const { openSync, writeSync } = require('node:fs') as typeof import('node:fs');
const { allocUnsafeSlow, from: bufferFrom } = Buffer;

let descriptor = -1;
/** Lines that have not been offered to the system yet, as bytes: far cheaper to write than strings, above all where it must be tried again. */
let block = allocUnsafeSlow(0);
let used = 0;
let events = 0;
/** What the system would not take at once, oldest first; the first may be partly gone. */
const waiting: Buffer[] = [];
let waitingBytes = 0;
let dropped = 0;
/** When the system last refused: asking again at once would only cost. */
let refusedAt = LONG_AGO;
let dying = false;
/** What is left of the time that the program may be made to wait, microseconds. */
let patience = 50_000;
let leftovers = '';

/** Whether anybody listens: asked before an event is built. */
export const listening = (): boolean => descriptor >= 0;

/** Begins to write to `fd`; the greeting goes with the first event. `file` is for what is left at the end. */
export function openSink(fd: number, greeting: string, file: string): void {
  descriptor = fd;
  leftovers = file;
  append(greeting, true);
}

/** What to write when events were dropped: emit.ts knows how a line is made. */
let lostLine: (count: number) => string = () => '';
export const onLost = (line: (count: number) => string): void => {
  lostLine = line;
};

/** Called now and then while there are events, at most once in 20 ms. */
let nowAndThen: () => void = () => {};
export const onWindow = (look: () => void): void => {
  nowAndThen = look;
};

let windowStart = 0;
let windowEvents = 0;
let flooding = false;

/** Takes one line, made at `time`; `ascii` where it is known to be that, which spares the encoding. */
export function write(line: string, time: number, ascii: boolean): void {
  if (descriptor < 0) return;
  append(line, ascii);
  endLine(time);
}

/**
 * A line may also be put together here from pieces: `makeRoom` for the whole of it, the pieces, `endLine`. No string is made of it
 * then, which in a flood would be the most of what there is to collect.
 */
export function endLine(time: number): void {
  events++;
  if (time - windowStart > WINDOW) nextWindow(time);
  else if (dying || used >= FULL || (!flooding && windowEvents < QUIET_EVENTS)) flush();
  else if (eachTurn) flushAfterTurn();
  else if (!armed) arm();
  windowEvents++;
}

/** In a thread: pools end a thread as soon as its last message has come, and a timer of its own is then too late. */
export const flushEachTurn = (): void => {
  eachTurn = true;
};

let eachTurn = false;
let turnEnds = false;

function flushAfterTurn(): void {
  if (turnEnds) return;
  turnEnds = true;
  queueMicrotask(onTurnEnd);
}

function onTurnEnd(): void {
  turnEnds = false;
  flush();
}

function append(line: string, ascii: boolean): void {
  makeRoom(ascii ? line.length : line.length * 3);
  putText(line, ascii);
}

/** For so many bytes. */
export function makeRoom(bytes: number): void {
  if (used + bytes <= block.length) return;
  flush();
  if (bytes > block.length) block = allocUnsafeSlow(Math.max(bytes, BLOCK));
}

export function put(bytes: Buffer): void {
  block.set(bytes, used);
  used += bytes.length;
}

export function putText(text: string, ascii: boolean): void {
  used += ascii ? block.write(text, used, 'latin1') : block.write(text, used);
}

/** A whole number. */
export function putNumber(n: number): void {
  if (n < 0) {
    putText(`${n}`, true);
    return;
  }
  let end = used + 1;
  for (let power = 10; power <= n; power *= 10) end++;
  for (let at = end, rest = n; at > used; ) {
    const next = Math.floor(rest / 10);
    block[--at] = ZERO + rest - next * 10;
    rest = next;
  }
  used = end;
}

const ZERO = 48;

function nextWindow(time: number): void {
  // A process that filled its last window goes on in blocks, so that a steady stream costs 50 writes a second.
  flooding = windowEvents > QUIET_EVENTS && time - windowStart < 2 * WINDOW;
  windowStart = time;
  windowEvents = 0;
  flush();
  nowAndThen();
}

const WINDOW = 20_000;
const QUIET_EVENTS = 16;
const BLOCK = 65_536;
const FULL = 32_768;

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
  if (descriptor < 0) return;
  if (waiting.length > 0) retry();
  if (used > 0) {
    if (waiting.length > 0) enqueue(0);
    else offer();
    used = 0;
    events = 0;
  }
  if (waiting.length > 0 && !armed) arm();
}

/**
 * Lets all leave, waiting for the collector as long as there is patience left, then by a file that it reads when this process is gone.
 * If it is the last thing, each further line is written at once.
 */
export function flushBeforeDeath(last: boolean): void {
  dying ||= last;
  flush();
  while (descriptor >= 0 && waiting.length > 0 && patience > 0) {
    const began = micros();
    sleep(); // So that the collector has the processor.
    refusedAt = LONG_AGO;
    flush();
    patience -= micros() - began;
  }
  if (waiting.length > 0) leave();
}

/** From now on a file takes what the socket has not taken: it never makes anybody wait. */
function leave(): void {
  try {
    descriptor = openSync(leftovers, 'a', 0o600);
    refusedAt = LONG_AGO;
    flush();
  } catch {
    // Nowhere to leave it: as if the collector were gone.
  }
}

/** For a millisecond. */
function sleep(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}

function offer(): void {
  if (dropped > 0) tellLost();
  const written = waiting.length > 0 ? 0 : tryWrite(block, used);
  if (descriptor >= 0 && written < used) enqueue(written);
}

function tellLost(): void {
  const line = bufferFrom(lostLine(dropped));
  dropped = 0;
  const written = tryWrite(line, line.length);
  if (written < line.length) keep(line.subarray(written));
}

/** What waits goes before what is new. */
function retry(): void {
  if (micros() - refusedAt < PAUSE) return;
  while (waiting.length > 0) {
    const bytes = waiting[0]!;
    const written = tryWrite(bytes, bytes.length);
    if (descriptor < 0) return;
    waitingBytes -= written;
    if (written < bytes.length) {
      waiting[0] = bytes.subarray(written);
      return;
    }
    waiting.shift();
  }
}

const PAUSE = 1000;

/** Keeps the rest of the block for later. */
function enqueue(from: number): void {
  // What has begun to leave must go on, or its line would be torn.
  if (from === 0 && waitingBytes + used > MOST_WAITING) dropped += events;
  else keep(bufferFrom(block.subarray(from, used)));
}

function keep(bytes: Buffer): void {
  waiting.push(bytes);
  waitingBytes += bytes.length;
}

/** What a process may hold in memory for a collector that does not read. */
const MOST_WAITING = 16 * 1024 * 1024;

/** How many bytes went; closes the sink where nobody will ever read. */
function tryWrite(bytes: Buffer, length: number): number {
  try {
    return writeSync(descriptor, bytes, 0, length);
  } catch (error) {
    refusedAt = micros();
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
    descriptor = -1; // The collector is gone: the program goes on as if there had never been one.
    used = 0;
    waiting.length = 0;
    return 0;
  }
}

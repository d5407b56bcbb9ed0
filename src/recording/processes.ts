/** The processes and their threads: who they are, who started whom, how they ended. A pid that starts again is a new process. */
import type { ChildExit, Exit, Found, Spawn, SpawnApi, Start, UncaughtError } from '../wire/events.js';

/** One process. Rows are places of arrival (`recording.stepOf(row)` gives the step), -1 for none. */
export interface Process {
  readonly index: number;
  readonly pid: number;
  /** In a merged recording, of a process of another host than the header's. */
  host: string | undefined;
  /** The parent's pid, where known. */
  ppid: number | undefined;
  /** The parent's index, -1 for a root or where the parent is no part of the recording. */
  parent: number;
  /** In the order in which they were heard of. */
  readonly children: number[];
  /** The name given by the program or by whoever started it; left out where nobody gave one (then see `processName`). */
  name: string | undefined;
  command: readonly string[];
  cwd: string | undefined;
  /** As in `node 24.1.0`; undefined for one that no probe reported. */
  runtime: string | undefined;
  api: SpawnApi | undefined;
  daemon: boolean;
  /** True where no probe has reported from inside: what it did is not known, only that it was there. */
  blind: boolean;
  /** Why it is blind, where known. */
  blindWhy: string | undefined;
  /** The process that collects: no part of the program. */
  collector: boolean;
  /** The earliest time at which it was heard of as being there. */
  bornTime: number;
  /** When it ended; undefined while it lives or where nobody told. */
  endTime: number | undefined;
  exitCode: number | undefined;
  signal: string | undefined;
  /** Its end was noticed from outside, and neither code nor signal is known. */
  gone: boolean;
  cpu: { user: number; system: number } | undefined;
  maxRss: number | undefined;
  /** The last uncaught error. */
  error: Pick<UncaughtError, 'name' | 'message' | 'stack'> | undefined;
  /** Its lanes: the main thread's first, then its threads' in the order in which they were heard of. */
  readonly lanes: number[];
  spawnRow: number;
  startRow: number;
  /** Its own last event. */
  exitRow: number;
  /** Its parent's (or the collector's) word of its end. */
  childExitRow: number;
  errorRow: number;
  /** The process that had the same pid before, -1 for none. */
  readonly previous: number;
}

/** One thread of one process. */
export interface Lane {
  readonly index: number;
  readonly process: number;
  /** 0 for the main thread. */
  readonly thread: number;
  name: string | undefined;
  bornTime: number;
  endTime: number | undefined;
  exitCode: number | undefined;
}

export class Processes {
  readonly all: Process[] = [];
  readonly lanes: Lane[] = [];
  /** The newest process of each pid. */
  private readonly byPid = new Map<number, Process>();
  /** Processes whose parent has not been heard of, by its pid. */
  private readonly waiting = new Map<number, Process[]>();
  private collectorPid: number | undefined;

  /** Told when a pid has come to mean another process, so that what is kept by pid is dropped. */
  constructor(private readonly reused: (pid: number) => void) {}

  setCollector(pid: number): void {
    this.collectorPid = pid;
    for (const process of this.all) process.collector = process.pid === pid;
  }

  /** The process that has this pid at this time, or the newest one; undefined where none was heard of. */
  find(pid: number, time: number): Process | undefined {
    let process = this.byPid.get(pid);
    while (process !== undefined && process.previous >= 0 && time < process.bornTime)
      process = this.all[process.previous];
    return process;
  }

  /** As `find`; a process that was not heard of is heard of now. */
  get(pid: number, time: number): Process {
    return this.find(pid, time) ?? this.create(pid, time);
  }

  laneOf(pid: number, tid: number, time: number): number {
    const process = this.get(pid, time);
    return tid === 0 ? process.lanes[0]! : this.threadLane(process, tid, time);
  }

  /** The lane of a thread, or -1 where it was not heard of. */
  findLane(pid: number, tid: number, time: number): number {
    const process = this.find(pid, time);
    return process?.lanes.find((lane) => this.lanes[lane]!.thread === tid) ?? -1;
  }

  threadLane(process: Process, thread: number, time: number): number {
    const lane = process.lanes.find((index) => this.lanes[index]!.thread === thread);
    return lane ?? this.addLane(process, thread, time);
  }

  spawned(event: Spawn, parentLane: number, row: number): number {
    const parent = this.all[this.lanes[parentLane]!.process]!;
    const child = this.childOf(event, parent);
    if (child.spawnRow < 0) child.spawnRow = row;
    child.bornTime = Math.min(child.bornTime, event.time);
    if (child.command.length === 0) child.command = event.command;
    if (event.name !== undefined) child.name ??= event.name;
    if (event.daemon) child.daemon = true;
    if (child.api === undefined || event.api === 'multiprocessing' || event.api === 'cluster') child.api = event.api;
    this.adopt(child, parent);
    this.adoptWaiting(child);
    return child.index;
  }

  started(event: Start, process: Process, row: number): void {
    process.startRow = row;
    process.blind = false;
    process.ppid ??= event.ppid;
    process.command = event.command;
    process.cwd = event.cwd;
    process.runtime = event.runtime;
    process.host = event.host;
    if (event.name !== undefined) process.name = event.name;
    process.bornTime = Math.min(process.bornTime, event.time);
    this.adoptByPid(process, event.ppid);
    this.adoptWaiting(process);
  }

  found(event: Found, process: Process): void {
    process.ppid ??= event.ppid;
    if (process.startRow < 0) process.blindWhy = event.why;
    process.host ??= event.host;
    if (process.command.length === 0) process.command = event.command;
    this.adoptByPid(process, event.ppid);
    this.adoptWaiting(process);
  }

  exited(event: Exit, process: Process, row: number): void {
    process.exitRow = row;
    process.endTime = event.time;
    process.exitCode ??= event.code;
    process.signal ??= event.signal;
    process.cpu = event.cpu;
    process.maxRss = event.maxRss;
  }

  /** What the parent heard from the system is surer than what the process itself expected. */
  childExited(event: ChildExit, process: Process, row: number): void {
    process.childExitRow = row;
    process.endTime ??= event.time;
    if (event.gone && process.exitRow < 0 && event.code === undefined && event.signal === undefined)
      process.gone = true;
    if (event.code === undefined && event.signal === undefined) return;
    process.exitCode = event.code;
    process.signal = event.signal;
    process.gone = false;
  }

  /**
   * The process that a start begins. A second start under one pid is a new process; so is a start after the end of one that was
   * heard of otherwise, unless it is the start that was still to come from the child of the same parent.
   */
  starting(event: Start): Process {
    const known = this.byPid.get(event.pid);
    if (known === undefined) return this.create(event.pid, event.time);
    const over = known.endTime !== undefined && known.endTime < event.time;
    const awaited = known.spawnRow >= 0 && known.ppid === event.ppid;
    return known.startRow >= 0 || (over && !awaited) ? this.create(event.pid, event.time) : known;
  }

  /** The process that was found; a pid whose process is over is another's. */
  finding(event: Found): Process {
    const known = this.byPid.get(event.pid);
    const over = known?.endTime !== undefined && known.endTime < event.time;
    return known === undefined || over ? this.create(event.pid, event.time) : known;
  }

  /** The child that a spawn tells of: the one known by its own events, unless that one is another that had the same pid before. */
  private childOf(event: Spawn, parent: Process): Process {
    const known = this.byPid.get(event.child);
    if (known === undefined) return this.create(event.child, event.time);
    const over = known.endTime !== undefined && known.endTime <= event.time;
    const told = known.spawnRow >= 0 || (known.ppid !== undefined && known.ppid !== parent.pid);
    return over && told ? this.create(event.child, event.time) : known;
  }

  private create(pid: number, time: number): Process {
    const before = this.byPid.get(pid);
    const process = newProcess(this.all.length, pid, time, before?.index ?? -1);
    process.collector = pid === this.collectorPid;
    this.all.push(process);
    this.byPid.set(pid, process);
    this.addLane(process, 0, time);
    if (before !== undefined) this.reused(pid);
    return process;
  }

  private addLane(process: Process, thread: number, time: number): number {
    const index = this.lanes.length;
    const { index: owner } = process;
    this.lanes.push({
      index,
      process: owner,
      thread,
      name: undefined,
      bornTime: time,
      endTime: undefined,
      exitCode: undefined,
    });
    process.lanes.push(index);
    return index;
  }

  private adoptByPid(child: Process, ppid: number): void {
    const parent = this.find(ppid, child.bornTime);
    if (parent === undefined) this.wait(child, ppid);
    else if (!parent.collector) this.adopt(child, parent);
  }

  private wait(child: Process, ppid: number): void {
    const waiting = this.waiting.get(ppid);
    if (waiting === undefined) this.waiting.set(ppid, [child]);
    else waiting.push(child);
  }

  /** A parent may be heard of after its child: a shell that was run synchronously is told of when it is over. */
  private adoptWaiting(parent: Process): void {
    if (parent.collector) return;
    for (const child of this.waiting.get(parent.pid) ?? []) {
      if (child !== parent && child.bornTime >= parent.bornTime) this.adopt(child, parent);
    }
  }

  private adopt(child: Process, parent: Process): void {
    if (child.parent >= 0 || this.isAncestor(child, parent)) return;
    child.parent = parent.index;
    child.ppid ??= parent.pid;
    parent.children.push(child.index);
  }

  /** A log may claim that a process is its own ancestor; the tree must stay a tree. */
  private isAncestor(process: Process, of: Process): boolean {
    let at: Process | undefined = of;
    while (at !== undefined && at !== process) at = this.all[at.parent];
    return at === process;
  }
}

function newProcess(index: number, pid: number, time: number, previous: number): Process {
  return {
    index,
    pid,
    host: undefined,
    ppid: undefined,
    parent: -1,
    children: [],
    name: undefined,
    command: [],
    cwd: undefined,
    runtime: undefined,
    api: undefined,
    daemon: false,
    blind: true,
    blindWhy: undefined,
    collector: false,
    bornTime: time,
    endTime: undefined,
    exitCode: undefined,
    signal: undefined,
    gone: false,
    cpu: undefined,
    maxRss: undefined,
    error: undefined,
    lanes: [],
    spawnRow: -1,
    startRow: -1,
    exitRow: -1,
    childExitRow: -1,
    errorRow: -1,
    previous,
  };
}

/**
 * The census of a run: which processes it has, by their own word, their parents' and the system's. It tells the recording of
 * those that no probe reports, and remembers enough of each to stop it without ever hitting a stranger.
 */
import type { ChildExit, Exit, Found, Spawn, Start } from '../wire/events.js';
import type { TreeEvent } from './line-check.js';
import { isAlive, startTimeOf } from './process-table.js';
import { recorded } from './texts.js';

export interface Member {
  pid: number;
  ppid: number;
  command: string[];
  /** `spawned`: its parent told of it, itself not yet. */
  state: 'spawned' | 'started' | 'blind';
  /** When its parent told, by the run's clock. */
  spawnedAt?: number;
  /** When it ended, by its own word, its parent's or the system's. */
  endedAt?: number;
  /** Its parent, or the collector, has told how it ended. */
  reported: boolean;
  /** See `startTimeOf`. */
  startTime: string | undefined;
}

/** An event of the collector's making, before it has its number. */
export type Finding =
  | (Omit<Found, 'seq' | 'time'> & { time?: number })
  | (Omit<ChildExit, 'seq' | 'time' | 'pid'> & { time?: number });

export class Census {
  private readonly members = new Map<number, Member>();
  /** All that ever were, for the summary: a pid may have been used twice. */
  total = 0;

  constructor(private readonly tell: (finding: Finding) => void) {}

  get alive(): Member[] {
    return [...this.members.values()].filter((member) => member.endedAt === undefined);
  }

  has(pid: number): boolean {
    return this.members.get(pid)?.endedAt === undefined && this.members.has(pid);
  }

  /** Takes note of what a probe has told. */
  note(event: TreeEvent): void {
    if (event.type === 'spawn') this.spawned(event);
    else if (event.type === 'start') this.started(event);
    else if (event.type === 'exit') this.ended(event);
    else this.childEnded(event.child, event.time);
  }

  /** A process of the system's table that no probe has told of. */
  discovered(pid: number, ppid: number, command: string[]): void {
    if (isDebuggersOwn(command)) return;
    const last = this.members.get(pid);
    if (last !== undefined && isEnding(last)) return;
    const known = this.current(pid);
    if (known?.state === 'started' || known?.state === 'blind') return;
    const member = known ?? this.add(pid, ppid, command, 'blind');
    if (command.length > 0) member.command = command;
    this.tellBlind(member);
  }

  /** The system says that this one is there no more, and nobody has told how it ended. */
  gone(pid: number): void {
    const member = this.members.get(pid);
    if (member === undefined || member.reported) return;
    this.settle(member);
    member.endedAt ??= Number.POSITIVE_INFINITY;
    member.reported = true;
    this.tell({ type: 'child-exit', child: pid, gone: true });
  }

  /** At the end of the run: whoever was spawned and never spoke was blind. */
  settleAll(): void {
    for (const member of this.members.values()) this.settle(member);
  }

  /** Children whose parents have told of their end, and who have not spoken for `patience`: they were blind. */
  settleEnded(now: number, patience: number): void {
    for (const member of this.members.values()) {
      if (member.endedAt !== undefined && member.endedAt < now - patience) this.settle(member);
    }
  }

  /** Takes a member over before it speaks: the script itself, whose parent is the collector. */
  expect(pid: number, ppid: number, command: string[]): void {
    if (!this.members.has(pid)) this.add(pid, ppid, command, 'spawned');
  }

  private spawned({ child, pid, command, time }: Spawn): void {
    const known = this.members.get(child);
    // The child may have been quicker to tell than its parent.
    if (known !== undefined && known.spawnedAt === undefined && known.state !== 'spawned') {
      known.spawnedAt = time;
      return;
    }
    if (known) this.settle(known);
    this.add(child, pid, command, 'spawned').spawnedAt = time;
  }

  private started({ pid, ppid, command, time }: Start): void {
    const known = this.members.get(pid);
    const again = known === undefined || (known.endedAt !== undefined && known.endedAt < time);
    const member = again ? this.add(pid, ppid, command, 'started') : known;
    member.state = 'started';
    member.startTime ??= startTimeOf(pid);
  }

  private ended({ pid, time }: Exit): void {
    const member = this.members.get(pid);
    if (member) member.endedAt ??= time;
  }

  /** Its parent has told of its end. */
  childEnded(child: number, time: number): void {
    const member = this.members.get(child);
    if (member === undefined) return;
    member.endedAt ??= time;
    member.reported = true;
  }

  private current(pid: number): Member | undefined {
    const member = this.members.get(pid);
    return member?.endedAt === undefined ? member : undefined;
  }

  private add(pid: number, ppid: number, command: string[], state: Member['state']): Member {
    const member: Member = { pid, ppid, command, state, reported: false, startTime: startTimeOf(pid) };
    this.members.set(pid, member);
    this.total++;
    return member;
  }

  private settle(member: Member): void {
    if (member.state === 'spawned') this.tellBlind(member);
  }

  /** One that has ended already is told of at the time of its birth, lest it seem to live after its death. */
  private tellBlind(member: Member): void {
    member.state = 'blind';
    const { pid, ppid, command, spawnedAt, endedAt } = member;
    const born = endedAt !== undefined && spawnedAt !== undefined ? { time: spawnedAt + 1 } : {};
    this.tell({ type: 'found', pid, ppid, command, why: recorded.blindNotNode, ...born });
  }
}

/** The process that VS Code's JavaScript debugger puts beside each one that it debugs: no part of the program. */
const isDebuggersOwn = (command: string[]): boolean =>
  command.some((word) => /[\\/]ms-vscode\.js-debug[^\\/]*[\\/].*watchdog\.js$/.test(word));

/** Whether it has told of its end, and the system's table has it still, or had it when that was read. */
const isEnding = ({ pid, endedAt, startTime }: Member): boolean =>
  endedAt !== undefined && startTime !== undefined && (startTimeOf(pid) ?? startTime) === startTime;

/** Whether the pid is still this very process and no stranger that was given its number. */
export function isStill(member: Pick<Member, 'pid' | 'startTime'>): boolean {
  if (!isAlive(member.pid)) return false;
  return member.startTime === undefined || member.startTime === startTimeOf(member.pid);
}

/** Who is there in a run that is under way, and what is known of each. */
import type { Process } from '../../../recording/index.js';
import { labelAlone } from '../../../recording/labels.js';
import { Processes } from '../../../recording/processes.js';
import { Bounded } from './bounded.js';
import { Life, type OpenTask, type OpenWait } from './life.js';

/** Messages under way, tasks, names of channels: of more, the oldest are forgotten. */
const MOST_KEPT = 50_000;

export interface Sent {
  lane: number;
  time: number;
  bytes: number | undefined;
}

export class State {
  readonly processes = new Processes(() => {});
  /** Of the processes whose span has not been told, by index. */
  readonly lives = new Map<number, Life>();
  /** The lanes of which there has been a span; that of a main thread is its process's. */
  readonly told = new Set<number>();
  readonly sent = new Bounded<string, Sent>(MOST_KEPT);
  readonly tasks = new Bounded<string, OpenTask>(MOST_KEPT);
  readonly channelNames = new Bounded<string, string>(MOST_KEPT);
  /** By lane and channel, the wait that the next message will have ended. */
  readonly awaiting = new Bounded<string, OpenWait>(MOST_KEPT);
  /** The time of the latest event. */
  now = 0;

  private readonly batches = new Map<number, number>();

  /** Of a lane's spans for what came without a wait, the number of the next. */
  batch(lane: number): number {
    const next = this.batches.get(lane) ?? 0;
    this.batches.set(lane, next + 1);
    return next;
  }

  processOf(lane: number): Process {
    return this.processes.all[this.processes.lanes[lane]!.process]!;
  }

  lifeOf(lane: number): Life {
    const { process } = this.processes.lanes[lane]!;
    let life = this.lives.get(process);
    if (life === undefined) {
      life = new Life();
      this.lives.set(process, life);
    }
    return life;
  }

  label(process: Process): string {
    const first = this.processes.all.find(({ collector }) => !collector);
    return labelAlone(process, process === first);
  }

  laneName(lane: number): string {
    const { thread, name } = this.processes.lanes[lane]!;
    const process = this.label(this.processOf(lane));
    return thread === 0 ? process : `${process} · ${name || `thread ${thread}`}`;
  }

  channelName(channel: string): string {
    return this.channelNames.get(channel) ?? channel;
  }
}

export const taskKey = (pool: string, task: string): string => `${pool}\n${task}`;

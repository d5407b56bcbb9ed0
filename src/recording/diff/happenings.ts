/** What each thread of a run did and what came to it, in the order of its program, in words without pids, so that two runs compare. */
import type { Recording } from '../recording.js';
import { typeCode } from '../rows.js';

export interface Happening {
  readonly step: number;
  /** True for what comes from outside: a receive, the end of a child, a task; the rest the program does of itself. */
  readonly input: boolean;
  /** What it is, without its content. */
  readonly bare: string;
  /** What it is, with its content: the payload, the exit code. */
  readonly full: string;
  /** The step elsewhere that brought it about: the send of a receive, the exit of one that was joined; -1 where there is none. */
  readonly cause: number;
}

/** What a process is called in both runs; undefined for one that is in one run only. */
export type Roles = (process: number) => string | undefined;

/** By lane. */
export function happenings(recording: Recording, roles: Roles): Happening[][] {
  const words = new Wording(recording, roles);
  const lanes: Happening[][] = recording.lanes.map(() => []);
  for (let step = 0; step < recording.length; step++) {
    if (!compared.has(recording.store.rows.type[recording.rowOf(step)]!)) continue;
    const happening = words.happening(step);
    if (happening !== undefined) lanes[recording.lane(step)]!.push(happening);
  }
  return lanes;
}

const compared = new Set(
  (['spawn', 'exit', 'child-exit', 'error', 'send', 'receive', 'wait', 'wake', 'task', 'thread-start'] as const).map(
    (type) => typeCode[type],
  ),
);

class Wording {
  private readonly byPid = new Map<string, string>();

  constructor(
    private readonly recording: Recording,
    private readonly roles: Roles,
  ) {
    for (const { index, pid } of recording.processes) this.byPid.set(`${pid}`, this.role(index));
  }

  happening(step: number): Happening | undefined {
    const { recording } = this;
    const type = recording.type(step);
    switch (type) {
      case 'send':
      case 'receive':
        return this.transfer(step, type);
      case 'wait':
      case 'wake':
        return this.join(step, type);
      case 'spawn':
        return own(step, `spawn ${this.role(recording.about(step))}`);
      case 'thread-start':
        return own(step, 'thread-start');
      case 'exit':
        return own(step, 'exit', this.ending(recording.process(step)));
      case 'child-exit':
        return this.fromChild(step, 'child-exit', recording.about(step));
      case 'error':
        return own(step, 'error', this.withoutPids(recording.text(step)));
      case 'task':
        return this.task(step);
      default:
        return undefined;
    }
  }

  /** A pool gives its tasks to whoever is free: they compare as tasks, not as messages to one worker. */
  private transfer(step: number, type: 'send' | 'receive'): Happening | undefined {
    const { recording } = this;
    const kind = recording.kind(step);
    if (kind === 'task' || kind === 'result') return undefined;
    const message = recording.message(step);
    const from = recording.messages.from(message);
    const sender = type === 'receive' && from >= 0 ? ` from ${this.role(recording.lanes[from]!.process)}` : '';
    const bare = `${type} ${this.channel(recording.channel(step))}${sender}`;
    const full = `${bare} ${this.withoutPids(recording.messages.preview(message))}`;
    const cause = type === 'receive' ? recording.messages.sendStep(message) : -1;
    return { step, input: type === 'receive', bare, full, cause };
  }

  /** Whether one has to wait for a queue or a lock is a matter of speed; whom one joins is the program's. */
  private join(step: number, type: 'wait' | 'wake'): Happening | undefined {
    const child = this.recording.about(step);
    if (child < 0) return undefined;
    return type === 'wait' ? own(step, `join ${this.role(child)}`) : this.fromChild(step, 'joined', child);
  }

  private fromChild(step: number, what: string, child: number): Happening {
    const { exitRow } = this.recording.processes[child]!;
    const bare = `${what} ${this.role(child)}`;
    return { step, input: true, bare, full: `${bare} ${this.ending(child)}`, cause: this.recording.stepOf(exitRow) };
  }

  private task(step: number): Happening {
    const { pool, id, submittedRow } = this.recording.tasks[this.recording.task(step)]!;
    const [state, name] = [this.recording.kind(step), this.recording.text(step)];
    const bare = `task ${this.withoutPids(pool)} ${id} ${state} ${name}`;
    const input = state === 'started';
    return { step, input, bare, full: bare, cause: input ? this.recording.stepOf(submittedRow) : -1 };
  }

  private ending(process: number): string {
    const { exitCode, signal } = this.recording.processes[process]!;
    return signal ?? `${exitCode ?? '?'}`;
  }

  private channel(index: number): string {
    return this.withoutPids(this.recording.channels[index]!.id);
  }

  private role(process: number): string {
    return this.roles(process) ?? '(another)';
  }

  /** A number that is a process's pid is another in every run. */
  private withoutPids(text = ''): string {
    return text.replace(/\d{1,10}/g, (number) => this.byPid.get(number) ?? number);
  }
}

const own = (step: number, bare: string, content?: string): Happening => ({
  step,
  input: false,
  bare,
  full: content === undefined ? bare : `${bare} ${content}`,
  cause: -1,
});

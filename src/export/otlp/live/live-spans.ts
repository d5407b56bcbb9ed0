/**
 * The spans of a run that is under way, from its events as they arrive: each is told when it is over, under the name that an export of the run's
 * recording gives it. What is kept is bounded: messages under way, what has begun and not ended, and a few words of each process.
 */
import { judge } from '../../../recording/shapes.js';
import type { Header, Receive, Send, Task, TimedEvent, Wait, Wake, WireEvent } from '../../../wire/events.js';
import type { Span } from '../format.js';
import { Ids } from '../ids.js';
import type { OfProcess } from '../requests.js';
import { MOST_LINKS } from '../spans.js';
import type { Life, OpenTask, OpenWait, Work } from './life.js';
import { laneOf, tellOfLives } from './lives.js';
import { Making } from './make.js';
import { State, taskKey } from './state.js';

/** Spans that are over and not yet asked for. */
const MOST_READY = 20_000;
/** So many times it is asked before a span is given: what belongs to it may come by another way. */
const PATIENCE = 2;
/** And before what was heard without a wait is given, though there is room for more in its span. */
const LONG = 20;

export class LiveSpans {
  header: Header | undefined;
  /** How many were not made, as there were too many at once. */
  dropped = 0;
  private readonly state = new State();
  private making = new Making(this.state, new Ids(undefined));
  /** What is over, oldest first. */
  private ready: { asked: number; process: number; make: () => Iterable<Span> }[] = [];
  private asked = 0;
  private linksLeft: number;

  /** `mostLinks`: from one asking to the next, of so many messages that nobody waited for it is told who sent them; more are only counted. */
  constructor(private readonly mostLinks = 2000) {
    this.linksLeft = mostLinks;
  }

  /** What is no event as it should be is passed over. */
  take(event: WireEvent): void {
    if (event.type === 'header') {
      this.header = event;
      this.making = new Making(this.state, new Ids(event));
      if (event.collector !== undefined) this.state.processes.setCollector(event.collector);
      return;
    }
    const verdict = judge(event);
    if (verdict === 'exact' || verdict === 'extra') this.takeTimed(event);
  }

  private takeTimed(event: TimedEvent): void {
    const { state } = this;
    state.now = Math.max(state.now, event.time);
    // Whatever tells something of its own is not blind; a start may be of another process that has the same pid.
    if (event.type !== 'start' && event.type !== 'found') state.processOf(laneOf(state, event)).blind = false;
    const ended = tellOfLives(state, event);
    if (ended?.thread !== undefined) this.threadOver(ended.thread);
    else if (ended !== undefined) this.processOver(ended.process);
    else if (event.type === 'send') this.sent(event);
    else if (event.type === 'receive') this.received(event);
    else if (event.type === 'wait') this.waits(event);
    else if (event.type === 'wake') this.wakes(event);
    else if (event.type === 'task') this.works(event);
  }

  /** The spans of what is over, and at the end of everything; to be asked about twice a second. */
  *given(end = false): Generator<OfProcess> {
    const { lives, processes } = this.state;
    this.asked++;
    this.linksLeft = this.mostLinks;
    if (this.asked % LONG === 0) for (const life of lives.values()) this.tellHeard(life);
    if (end) for (const { index, collector } of processes.all) if (!collector) this.processOver(index);
    const early = end ? -1 : this.ready.findIndex(({ asked }) => this.asked - asked < PATIENCE);
    for (const { process, make } of this.ready.splice(0, early < 0 ? this.ready.length : early))
      for (const span of make()) yield { process: processes.all[process]!, span };
  }

  private over(lane: number, make: () => Iterable<Span>): void {
    if (this.ready.length >= MOST_READY) this.dropped++;
    else this.ready.push({ asked: this.asked, process: this.state.processOf(lane).index, make });
  }

  private threadOver(lane: number): void {
    this.over(lane, () => this.once(lane, () => this.making.thread(lane)));
  }

  /** A late word of its end does not tell of it again. */
  private once(lane: number, make: () => Span): Span[] {
    const { told } = this.state;
    if (told.has(lane)) return [];
    told.add(lane);
    return [make()];
  }

  private processOver(index: number): void {
    const life = this.state.lifeOf(this.state.processes.all[index]!.lanes[0]!);
    if (life.over) return;
    life.over = true;
    this.ready.push({ asked: this.asked, process: index, make: () => this.endOf(index, life) });
  }

  /** All that its end has ended. */
  private *endOf(index: number, life: Life): Generator<Span> {
    const { making, state } = this;
    state.lives.delete(index);
    for (const [lane, heard] of life.heard) yield making.receives(lane, heard, state.batch(lane));
    for (const wait of life.waits.values()) yield making.wait(wait);
    for (const task of life.tasks) yield this.unfinished(task, task.work!);
    const { lanes } = state.processes.all[index]!;
    for (const lane of lanes.slice(1)) yield* this.once(lane, () => making.thread(lane));
    yield* this.once(lanes[0]!, () => making.process(index, life));
  }

  /** Its owner may still tell how it ended. */
  private unfinished(task: OpenTask, work: Work): Span {
    const span = this.making.task(task, work);
    work.to = this.state.now;
    return span;
  }

  private sent(event: Send): void {
    const { time, message, bytes } = event;
    const lane = laneOf(this.state, event);
    this.state.lifeOf(lane).traffic.sent++;
    this.state.sent.set(message, { lane, time, bytes });
  }

  private received(event: Receive): void {
    const { time, message, channel } = event;
    const lane = laneOf(this.state, event);
    const life = this.state.lifeOf(lane);
    life.traffic.received++;
    const wait = this.state.awaiting.take(`${lane} ${channel}`);
    if (wait !== undefined && !wait.told) {
      wait.heard.push({ message, channel, time });
      return;
    }
    const batch = life.heard.get(lane) ?? { first: time, last: time, count: 0, linked: [] };
    life.heard.set(lane, batch);
    batch.last = time;
    batch.count++;
    if (this.linksLeft-- > 0) batch.linked.push({ message, channel, time });
    else this.state.sent.take(message);
    if (batch.linked.length >= MOST_LINKS) this.tellHeard(life, lane);
  }

  private tellHeard(life: Life, only?: number): void {
    for (const [lane, heard] of life.heard) {
      if (only !== undefined && lane !== only) continue;
      const n = this.state.batch(lane);
      this.over(lane, () => [this.making.receives(lane, heard, n)]);
      life.heard.delete(lane);
    }
  }

  private waits(event: Wait): void {
    const { state } = this;
    const lane = waiterOf(state, event);
    const life = state.lifeOf(lane);
    const at = event.at === undefined ? undefined : life.sites.get(event.at);
    const wait: OpenWait = { lane, event, at, heard: [] };
    life.waits.set(waitKey(event), wait);
    if ('channel' in event.for) state.awaiting.set(`${lane} ${event.for.channel}`, wait);
  }

  private wakes(event: Wake): void {
    const { state } = this;
    const lane = waiterOf(state, event);
    const { waits } = state.lifeOf(lane);
    const wait = waits.get(waitKey(event));
    if (wait === undefined) return;
    waits.delete(waitKey(event));
    wait.wake = event;
    if (event.outcome !== 'done' && 'channel' in wait.event.for)
      state.awaiting.take(`${lane} ${wait.event.for.channel}`);
    this.over(lane, () => [this.making.wait(wait)]);
  }

  private works(event: Task): void {
    const { tasks } = this.state;
    const key = taskKey(event.pool, event.task);
    const task: OpenTask = tasks.get(key) ?? { pool: event.pool, id: event.task, name: event.name, state: event.state };
    tasks.set(key, task);
    const lane = laneOf(this.state, event);
    if (event.state === 'submitted') task.owner = lane;
    else if (event.state === 'started') this.starts(task, { lane, from: event.time });
    else this.ends(task, event);
  }

  private starts(task: OpenTask, work: Work): void {
    if (task.work !== undefined) return;
    Object.assign(task, { state: 'started', work });
    this.state.lifeOf(work.lane).tasks.add(task);
  }

  /** The owner may tell the end of a task whose worker died; the one who began it stays its worker. */
  private ends(task: OpenTask, event: Task): void {
    const { work } = task;
    task.state = event.state;
    if (work === undefined || work.to !== undefined) return;
    work.to = event.time;
    this.state.lifeOf(work.lane).tasks.delete(task);
    this.over(work.lane, () => [this.making.task(task, work)]);
  }
}

const waitKey = ({ pid, wait }: Wait | Wake): string => `${pid} ${wait}`;

const waiterOf = ({ processes }: State, { of, thread, pid, tid, time }: Wait | Wake): number =>
  of === undefined ? processes.laneOf(pid, tid ?? 0, time) : processes.laneOf(of, thread ?? 0, time);

/** The tracks of a trace: a process's, its threads', the rows of bars in them, and the counters. Each is described once, when first used. */
import type { Recording } from '../../recording/index.js';
import { processLabel } from '../../recording/labels.js';
import { laneName } from '../names.js';
import type { Bar } from '../timeline/bars.js';
import type { Counter } from '../timeline/counters.js';
import {
  counterDescriptor,
  counterUnit,
  processDescriptor,
  threadDescriptor,
  tracePacket,
  trackDescriptor,
} from './fields.js';
import { type Fill, number, type Packets, text, within } from './packets.js';

export class Tracks {
  private readonly ids = new Map<string, number>();

  constructor(
    private readonly recording: Recording,
    private readonly packets: Packets,
  ) {}

  process(index: number): number {
    return this.get(`process ${index}`, () => this.processFields(index));
  }

  /** The main thread's has the process's pid; the number of another is Node's own and no tid of the system. */
  lane(index: number): number {
    const { process, thread } = this.recording.lanes[index]!;
    return this.get(`lane ${index}`, () => {
      const parent = this.process(process);
      return (writer) => {
        number(writer, trackDescriptor.parent, parent);
        if (thread === 0) within(writer, trackDescriptor.thread, this.mainThread(process));
        else text(writer, trackDescriptor.name, laneName(this.recording, index));
      };
    });
  }

  /** A row of bars; the rows of one group have one name and are shown as one. */
  bar({ group, lane, row }: Bar): number {
    if (group === 'life') return this.process(this.recording.lanes[lane]!.process);
    return this.get(`${group} ${lane} ${row}`, () => {
      const parent = this.lane(lane);
      return (writer) => {
        number(writer, trackDescriptor.parent, parent);
        text(writer, trackDescriptor.name, group);
      };
    });
  }

  counter({ id, name, unit, process }: Counter): number {
    return this.get(`counter ${id}`, () => {
      const parent = process < 0 ? undefined : this.process(process);
      return (writer) => {
        if (parent !== undefined) number(writer, trackDescriptor.parent, parent);
        text(writer, trackDescriptor.name, name);
        within(writer, trackDescriptor.counter, (counter) => {
          number(counter, counterDescriptor.unit, unit === 'bytes' ? counterUnit.bytes : counterUnit.count);
          if (unit === 'percent') text(counter, counterDescriptor.unitName, '%');
        });
      };
    });
  }

  private processFields(index: number): Fill {
    const process = this.recording.processes[index]!;
    return (writer) =>
      within(writer, trackDescriptor.process, (fields) => {
        number(fields, processDescriptor.pid, pidOf(process.pid));
        for (const word of process.command) text(fields, processDescriptor.commandLine, word);
        text(fields, processDescriptor.name, processLabel(this.recording, index));
        number(fields, processDescriptor.startTime, nanoseconds(process.bornTime));
      });
  }

  private mainThread(index: number): Fill {
    const pid = pidOf(this.recording.processes[index]!.pid);
    return (fields) => {
      number(fields, threadDescriptor.pid, pid);
      number(fields, threadDescriptor.tid, pid);
      text(fields, threadDescriptor.name, processLabel(this.recording, index));
    };
  }

  private get(key: string, describe: () => Fill): number {
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const fill = describe();
    const id = this.ids.size + 1;
    this.ids.set(key, id);
    this.packets.packet(undefined, tracePacket.trackDescriptor, (writer) => {
      number(writer, trackDescriptor.uuid, id);
      fill(writer);
    });
    return id;
  }
}

export const nanoseconds = (us: number): number => Math.max(0, Math.round(us * 1000));

/** Perfetto has 31 bits for it. */
const pidOf = (pid: number): number => pid % 0x8000_0000;

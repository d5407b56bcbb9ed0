/** Numbers that processes read and change one operation at a time: what SharedValue and SharedArray are kept in. */
import { fromWire, toWire } from '../frames/frames.js';
import { type NumberType, numberArrays } from '../sync/number-types.js';
import type { Link } from './link.js';
import type { Op, Room } from './room.js';

type Cells = InstanceType<(typeof numberArrays)[NumberType]>;

export class CellsRoom implements Room {
  readonly #id: number;
  readonly #cells: Cells;

  constructor(id: number, type: NumberType, values: readonly unknown[]) {
    this.#id = id;
    this.#cells = new numberArrays[type](values.map(fromWire));
  }

  frame(): void {
    // Cells know requests only.
  }

  request(link: Link, request: number, op: Op): void {
    link.reply(this.#id, request, { value: this.#do(op, Number(op.index)) });
  }

  cancel(): void {
    // Every request is answered at once.
  }

  leave(): void {
    // Cells belong to nobody in particular.
  }

  #do(op: Op, index: number): unknown {
    const cells = this.#cells;
    const before = toWire(cells[index] ?? 0);
    switch (op.op) {
      case 'set':
        cells.set((op.values as unknown[]).map(fromWire), index);
        return before;
      case 'add':
        cells[index] = cells[index]! + fromWire(op.by);
        return before;
      case 'exchangeIf':
        if (Object.is(cells[index], fromWire(op.expected))) cells[index] = fromWire(op.value);
        return before;
      case 'slice':
        return Array.from(cells.subarray(index, Number(op.end)), toWire);
      default:
        return before;
    }
  }
}

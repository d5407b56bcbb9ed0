/** The places in the user's source: each process numbers its own, here each is kept once. */
import type { Location, Site } from '../wire/events.js';

export class Sites {
  readonly all: Location[] = [];
  private readonly byText = new Map<string, number>();
  /** By process: site number to index. */
  private readonly byProcess: Map<number, number>[] = [];

  add(process: number, { site, file, line, column }: Site): void {
    const key = `${file}:${line}:${column}`;
    let index = this.byText.get(key);
    if (index === undefined) {
      index = this.all.push({ file, line, column }) - 1;
      this.byText.set(key, index);
    }
    let numbers = this.byProcess[process];
    if (numbers === undefined) {
      numbers = new Map();
      this.byProcess[process] = numbers;
    }
    numbers.set(site, index);
  }

  /** The index of the place that a process calls by this number, or -1. */
  find(process: number, site: number): number {
    return this.byProcess[process]?.get(site) ?? -1;
  }
}

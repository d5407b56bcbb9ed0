/** Strings that come again and again, each kept once and named by a number; 0 is none. */
export class Strings {
  private readonly numbers = new Map<string, number>();
  private readonly all: string[] = [''];

  number(text: string): number {
    let number = this.numbers.get(text);
    if (number === undefined) {
      number = this.all.push(text) - 1;
      this.numbers.set(text, number);
    }
    return number;
  }

  /** The number of a string that is there already, else -1. */
  find(text: string): number {
    return this.numbers.get(text) ?? -1;
  }

  get(number: number): string | undefined {
    return number === 0 ? undefined : this.all[number];
  }

  get size(): number {
    return this.all.length;
  }
}

/** A parent, two workers, and what they say to each other: the plainest program of several processes. */
import { type ChildProcess, fork } from 'node:child_process';

interface Question {
  upTo: number;
}

interface Answer {
  worker: string;
  primes: number;
}

if (process.send === undefined) parent();
else worker(process.argv[2] ?? 'nobody');

/** Asks each worker three questions, one after the other, then lets it go. */
function parent(): void {
  for (const name of ['ant', 'bee']) {
    const child = fork(__filename, [name]);
    let asked = 0;
    const ask = () => tell(child, { upTo: 10_000 * ++asked });
    ask();
    child.on('message', (answer: Answer) => {
      console.log(`${answer.worker} found ${answer.primes} primes`);
      if (asked < 3) ask();
      else child.disconnect();
    });
    child.on('exit', (code) => console.log(`${name} ended with code ${code}`));
  }
}

function tell(child: ChildProcess, question: Question): void {
  child.send(question);
}

function worker(name: string): void {
  process.on('message', ({ upTo }: Question) => {
    const answer: Answer = { worker: name, primes: countPrimes(upTo) };
    process.send?.(answer);
  });
}

function countPrimes(upTo: number): number {
  let count = 0;
  for (let n = 2; n <= upTo; n++) if (isPrime(n)) count++;
  return count;
}

function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false;
  return true;
}

/** The process that records a program which the debugger starts: `process-view listen`, and the line over which it hears of pauses. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import net from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { controlGreeting } from '../wire/handshake.js';
import { addressVariables, type SocketAddress } from './steering.js';

/** What the program must be started with. */
export interface StartWith {
  env: Record<string, string>;
  node: string;
  nodeArgs: string[];
}

export class Listener {
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  private control: net.Socket | undefined;
  private said = '';

  /** `nodeOptions` are the program's own NODE_OPTIONS. */
  constructor(
    words: readonly string[],
    readonly address: SocketAddress,
    cwd: string,
    nodeOptions: string | undefined,
  ) {
    const { NODE_OPTIONS: _theEditors, ...env } = process.env;
    this.child = spawn(process.execPath, words, {
      cwd,
      env: {
        ...env,
        ...addressVariables(address),
        ...(nodeOptions === undefined ? {} : { NODE_OPTIONS: nodeOptions }),
        ELECTRON_RUN_AS_NODE: '1', // This process is the editor's own binary, as a plain Node.
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.said += text;
    });
    this.child.stdin.on('error', () => {}); // It has ended already, which is what was wanted.
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** What it said beside its one line: why it could not listen, or what it lost. */
  get notes(): string {
    return this.said.replaceAll(/^process-view: /gm, '').trim();
  }

  /** Rejects with what it said where it cannot listen. */
  ready(): Promise<StartWith> {
    return new Promise((resolve, reject) => {
      let line = '';
      this.child.stdout.setEncoding('utf8').on('data', (text: string) => {
        line += text;
        if (line.endsWith('\n')) resolve(JSON.parse(line));
      });
      this.child.once('error', reject);
      this.child.once('close', () => reject(new Error(this.notes)));
    });
  }

  ended(): Promise<void> {
    return new Promise((resolve) => {
      if (this.child.exitCode !== null) resolve();
      else this.child.once('close', () => resolve());
    });
  }

  /** Tells the recording that a debugger stops, or lets go of, a thread (0 for the main one). */
  tell(word: 'pause' | 'resume', pid: number, thread: number, at: bigint): void {
    this.control ??= connected(this.address);
    this.control.write(`${word} ${pid} ${thread} ${at}\n`);
  }

  /** The program is over: what it told is written, and the process ends. */
  finish(): void {
    this.control?.end();
    this.child.stdin.end();
  }
}

function connected({ socket, token }: SocketAddress): net.Socket {
  const control = net.connect(socket);
  control.on('error', () => {}); // The run is over: there is nobody to be told.
  control.resume(); // It answers nothing, but must be read for the connection to close.
  control.write(controlGreeting(token));
  return control;
}

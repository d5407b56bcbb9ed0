/** Hears from the debugger when it stops a process and when it lets it go on, and tells the recording. */
import type * as vscode from 'vscode';
import type { Listener } from './listener.js';

/** What of the debug adapter's messages is looked at. */
interface Message {
  type?: string;
  event?: string;
  command?: string;
  success?: boolean;
}

/** Requests after whose answer the process runs again. */
const going = new Set(['continue', 'next', 'stepIn', 'stepOut', 'restartFrame', 'disconnect']);

/** In the process itself: its pid and the number of its thread. */
const WHO = "process.pid + ' ' + (process.getBuiltinModule?.('node:worker_threads').threadId ?? 0)";

export class PauseTracker implements vscode.DebugAdapterTracker {
  private who: Promise<[pid: number, thread: number] | undefined> | undefined;
  /** What has been told comes first. */
  private told: Promise<void> = Promise.resolve();

  constructor(
    private readonly session: vscode.DebugSession,
    private readonly listener: Listener,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  onDidSendMessage({ type, event, command, success }: Message): void {
    if (type === 'event' && event === 'stopped') this.tell('pause');
    else if (type === 'event' && event === 'continued') this.tell('resume');
    else if (type === 'response' && success && command !== undefined && going.has(command)) this.tell('resume');
  }

  private tell(word: 'pause' | 'resume'): void {
    const at = process.hrtime.bigint();
    // A process is asked only while it stands still: then it answers at once, and the program does nothing meanwhile.
    if (word === 'pause') this.who ??= this.ask();
    const { who } = this;
    this.told = this.told.then(async () => {
      const known = await who;
      if (known) this.listener.tell(word, ...known, at);
    });
  }

  private async ask(): Promise<[number, number] | undefined> {
    try {
      const { result } = await this.session.customRequest('evaluate', { expression: WHO, context: 'repl' });
      const [pid, thread] = String(result).replaceAll(/['"]/g, '').split(' ').map(Number);
      return pid ? [pid, thread ?? 0] : undefined;
    } catch (error) {
      this.log.warn(`${this.session.name}: its pid is not to be had: ${(error as Error).message}`);
      return undefined;
    }
  }
}

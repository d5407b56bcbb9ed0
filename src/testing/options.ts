/** How a run is made, and the words of the command line that make it so. */

export interface RecordingOptions {
  /** The script's own arguments. */
  args?: readonly string[];
  /** The folder in which it runs, and from which the script's path counts. Default: that of the tests. */
  cwd?: string;
  /** Variables beside those of the tests; `undefined` takes one away. */
  env?: NodeJS.ProcessEnv;
  /** What it reads from its standard input. */
  input?: string | Uint8Array;
  /** How TypeScript is run. Default: `auto`, as by `process-view run`. */
  runner?: 'auto' | 'ts-node' | 'tsx' | 'node';
  /** The Node.js to run with. Default: the one on the PATH. */
  node?: string;
  /** How much of each message's content is kept, bytes: rules on texts see no more. Default 1024. */
  previewBytes?: number;
  /**
   * When the run is over: `end`, when the program has ended (the default); `hang`, when it hangs; else a rule, as in
   * `count(receive by main) >= 3`: as soon as it holds, for what never ends by itself. Whatever still lives is ended then.
   */
  until?: 'end' | 'hang' | (string & {});
  /** After so many milliseconds a run that is not over is ended and the promise rejected. Default 30,000. */
  timeout?: number;
  /** For so many milliseconds nothing must have moved to be called a hang. Default 1,500; `Infinity` for never. */
  hangAfter?: number;
  /** Where the recording is kept, as a `.pvrec`. Left out, it is kept only where something is wrong, in the system's folder for such files. */
  record?: string;
  /** Ends the run when it is aborted, as by the test's own `signal`. */
  signal?: AbortSignal;
}

/** The words behind `process-view`. */
export function commandLine(script: string, file: string, options: RecordingOptions): string[] {
  const { args = [], runner, node, previewBytes } = options;
  return [
    ...['run', '--quiet', '--grace', '1', '--record', file],
    ...(runner === undefined ? [] : ['--runner', runner]),
    ...(node === undefined ? [] : ['--node', node]),
    ...(previewBytes === undefined ? [] : ['--preview-bytes', `${previewBytes}`]),
    ...['--', script, ...args],
  ];
}

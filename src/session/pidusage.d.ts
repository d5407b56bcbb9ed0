/** The part of pidusage that is used here; its own package brings no types. */
declare module 'pidusage' {
  interface Usage {
    pid: number;
    /** Percent of one core since the last call. */
    cpu: number;
    /** Resident memory, bytes. */
    memory: number;
  }
  /** Of a pid that has ended, undefined. */
  function pidusage(pids: number[]): Promise<Record<string, Usage | undefined>>;
  export = pidusage;
}

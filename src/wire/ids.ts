/** The names of channels and messages, spelled in one place: both ends must arrive at the same string by counting. */

export const ipcChannel = (childPid: number): string => `ipc/${childPid}`;
export const threadChannel = (pid: number, thread: number): string => `thread/${pid}.${thread}`;
/** A MessageChannel between threads, by its number within the process. Its ends stand as `1` and `2` in a message's name. */
export const portChannel = (pid: number, channel: number): string => `thread/${pid}.p${channel}`;
export const queueChannel = (id: string | number): string => `queue/${id}`;
export const pipeChannel = (id: string | number): string => `pipe/${id}`;

/** An end of a channel as it stands in a message's name: a pid, or a pid and a thread. */
export const endpoint = (pid: number, tid = 0): string => (tid === 0 ? `${pid}` : `${pid}.${tid}`);

/** The direction's prefix, computed once per channel and direction: the hot path only appends the count. */
export const messagePrefix = (channel: string, from: string, to: string): string => `${channel}:${from}>${to}#`;

/** A message's name: `<channel>:<from>><to>#<n>`, n from 1 within the direction. */
export const messageId = (channel: string, from: string, to: string, n: number): string =>
  `${messagePrefix(channel, from, to)}${n}`;

/** Every sentence that a run can say to its user, in English. An error says what failed, why, and what to do now. */
import { inLanguages } from '../language.js';
import { chinese, chineseSystemWords } from './texts-zh-cn.js';

const english = {
  noScript: (script: string, cwd: string) =>
    `There is no script "${script}" in ${cwd}. Check the path, or change to the folder that has it.`,
  commandNotScript: (word: string, file: string) =>
    `"${word}" is a command, and what is run here is a script. Give the command's file: process-view run ${file}`,
  unreadableScript: (script: string, why: string) =>
    `The script "${script}" cannot be read (${why}). Check its permissions.`,
  cannotRecord: (file: string, why: string) =>
    `The recording cannot be written to ${file} (${why}). Choose another place with --record.`,
  notARecording: (file: string) =>
    `${file} exists and is not a recording, so it was left as it is. Choose another name with --record.`,
  recordingInUse: (file: string, pid: number) =>
    `${file} is being written by another run (pid ${pid}). Wait for its end, or choose another name with --record.`,
  recordingStopped: (file: string, why: string) =>
    `The recording ${file} ends here (${why}); the script goes on. What was written until now can be opened.`,
  badPattern: (pattern: string, why: string) =>
    `The pattern "${pattern}" cannot be used for --redact: ${why}. Give a JavaScript regular expression.`,
  matchesNothing: 'it matches even where there is nothing',
  noFolder: (folder: string, why: string) =>
    `No folder for the socket can be made in ${folder} (${why}). Make room there, or set TMPDIR to a folder that you can write.`,
  cannotListen: (address: string, why: string) =>
    `Process View cannot listen on ${address} (${why}). If another run uses it, wait for its end; else start again.`,
  cannotStart: (node: string, why: string) =>
    `${node} cannot be started (${why}). Give the path of a Node.js program with --node.`,
  noProbe: (file: string) => `${file} is missing, so this installation is not whole. Install Process View again.`,
  runsWith: (script: string, runner: string, why: string) => `${script} runs with ${runner}: ${why}`,
  stopping: 'Stopping the tree.',
  killing: (count: number, grace: number) =>
    `${count} ${count === 1 ? 'process is' : 'processes are'} still there after ${grace / 1000} s and will be killed.`,
};

export type SessionTexts = typeof english;
export const texts = inLanguages<SessionTexts>(english, chinese);

/** What is written into a recording, and so is English whatever its writer speaks: whoever shows it puts it into the reader's language. */
export const recorded = {
  blindNotNode: 'no probe reported it: not a Node.js program, or one started with a cleared environment',
  foreignConnection: 'connections that did not give the token of this run and were closed',
  badLine: 'lines that are no events',
  longLine: 'lines longer than 4 MB',
  cutLine: 'lines cut off because their process was killed while it wrote them',
} as const;

/** The system's own words for an error, as in "no space left on device". */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  const plain = code === undefined ? undefined : inLanguages(systemWords, chineseSystemWords)[code];
  return plain ?? error.message;
}

const systemWords: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EFBIG: 'the file would be too large',
  EIO: 'the disk reported an error',
  EADDRINUSE: 'the address is in use',
  EMFILE: 'too many files are open',
  ENOEXEC: 'it is not a program of this machine',
};

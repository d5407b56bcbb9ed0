/** Why a recording cannot be opened, as data and as a sentence. */
import { inLanguages } from '../language.js';

export type RecordingProblem =
  | { kind: 'empty' }
  | { kind: 'not-a-recording' }
  | { kind: 'newer-version'; version: number; supported: number; tool: string };

export class RecordingError extends Error {
  override readonly name = 'RecordingError';

  constructor(readonly problem: RecordingProblem) {
    super(text(problem));
  }
}

function text(problem: RecordingProblem): string {
  switch (problem.kind) {
    case 'empty':
      return texts.empty;
    case 'not-a-recording':
      return texts.notARecording;
    case 'newer-version':
      return texts.newerVersion(problem.version, problem.supported, problem.tool);
  }
}

/** Apart from the other texts, as whoever opens a recording needs these and mostly none of those. */
const texts = inLanguages(
  {
    empty: 'The recording is empty: nothing was written to it. Run the script again with Process View.',
    notARecording:
      'This is no Process View recording: its first line is not a header. Open a .pvrec file that Process View has written.',
    newerVersion: (version: number, supported: number, tool: string) =>
      `This recording has format version ${version}, written by Process View ${tool}; this Process View reads versions up to ${supported}. Update Process View to open it.`,
  },
  {
    empty: '记录是空的：没有写入任何内容。请用 Process View 重新运行脚本。',
    notARecording: '这不是 Process View 的记录：第一行不是文件头。请打开由 Process View 写入的 .pvrec 文件。',
    newerVersion: (version, supported, tool) =>
      `这份记录的格式版本是 ${version}，由 Process View ${tool} 写入；当前的 Process View 最高读取版本 ${supported}。请更新 Process View 后再打开。`,
  },
);

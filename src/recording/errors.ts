/** Why a recording cannot be opened, as data and in English. */

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
      return 'The recording is empty: nothing was written to it. Run the script again with Process View.';
    case 'not-a-recording':
      return 'This is no Process View recording: its first line is not a header. Open a .pvrec file that Process View has written.';
    case 'newer-version':
      return (
        `This recording has format version ${problem.version}, written by Process View ${problem.tool}; ` +
        `this Process View reads versions up to ${problem.supported}. Update Process View to open it.`
      );
  }
}

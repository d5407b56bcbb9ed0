/** Why a recording cannot be opened, in the person's language. */
import { RecordingError } from '../recording/errors.js';
import { t } from './strings.js';

export function problemText(error: unknown): string {
  if (!(error instanceof RecordingError)) return error instanceof Error ? error.message : String(error);
  const { problem } = error;
  switch (problem.kind) {
    case 'empty':
      return t('The recording is empty: nothing was written to it. Run the script again.');
    case 'not-a-recording':
      return t('This is no Process View recording: its first line is not a header. Open a .pvrec file.');
    case 'newer-version':
      return t(
        'This recording has format version {0}, written by Process View {1}; this one reads versions up to {2}. Update Process View.',
        problem.version,
        problem.tool,
        problem.supported,
      );
  }
}

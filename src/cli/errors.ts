/** Errors of the command line that a person can do something about; each message is a whole sentence. */

/** The command line was not understood: shown with a pointer to the help. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A file cannot be read. */
export class FileError extends Error {
  override readonly name = 'FileError';
}

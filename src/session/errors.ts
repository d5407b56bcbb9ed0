/** The error that a person can do something about: its message is a whole sentence and is shown without a stack. */
export class RunError extends Error {
  override readonly name = 'RunError';
}

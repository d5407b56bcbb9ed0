/** What a person is told when something fails: one sentence, one fix, and the log. */
import * as vscode from 'vscode';

/** One thing that the person can do about it. */
export interface Fix {
  label: string;
  act: () => unknown;
}

export class Problems {
  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** Shows an error with its fix and Show Log; goes on at once, and acts when the person answers. */
  show(sentence: string, fix?: Fix, cause?: unknown): void {
    this.log.error(sentence, ...(cause === undefined ? [] : [cause instanceof Error ? cause : String(cause)]));
    const showLog = vscode.l10n.t('Show Log');
    void vscode.window.showErrorMessage(sentence, ...(fix ? [fix.label] : []), showLog).then((answer) => {
      if (answer === showLog) this.log.show();
      else if (answer !== undefined) fix?.act();
    });
  }

  /** A handler that shows what it throws instead of leaving it to the editor's bare message. */
  guard<A extends unknown[]>(handler: (...args: A) => unknown): (...args: A) => Promise<unknown> {
    return async (...args) => {
      try {
        return await handler(...args);
      } catch (error) {
        this.show(error instanceof Error ? error.message : String(error), undefined, error);
        return undefined;
      }
    };
  }
}

/** The webviews that are open, the panel and the editors alike: a command goes to the one that is in front, else to the latest. */
import type { PanelCommand } from '../webview/messages.js';
import type { WebviewLink } from './webview-link.js';

export class Links {
  private readonly open = new Map<WebviewLink, () => boolean>();

  /** Lists a webview until the function given back is called. */
  add(link: WebviewLink, isActive: () => boolean): () => void {
    this.open.set(link, isActive);
    return () => this.open.delete(link);
  }

  get active(): WebviewLink | undefined {
    for (const [link, isActive] of this.open) if (isActive()) return link;
    return undefined;
  }

  showing(file: string): WebviewLink[] {
    return [...this.open.keys()].filter((link) => !link.recording.other && link.recording.uri.fsPath === file);
  }

  command(command: PanelCommand): void {
    (this.active ?? [...this.open.keys()].at(-1))?.command(command);
  }
}

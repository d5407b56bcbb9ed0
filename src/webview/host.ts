/** The one door to whoever shows the panel: VS Code, or the page of `process-view open`. */
import type { FromWebview, PanelState, ToWebview } from './messages.js';
import { standaloneHost } from './standalone.js';

export interface Host {
  send(message: FromWebview): void;
  /** What was kept for a recording, if anything. */
  kept(uri: string): PanelState | undefined;
  keep(uri: string, state: PanelState): void;
  /** Begin to hear the host. */
  listen(heard: (message: ToWebview) => void): void;
}

interface VsCodeApi {
  postMessage(message: FromWebview): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
}

/** What VS Code keeps of one webview, over a hidden tab and a reload of the window. `uri` is for its serializer to read. */
interface Kept {
  uri: string;
  state: PanelState;
}

/** VS Code's API where the page has it, which may be acquired only once; else the page's own. */
export function findHost(): Host {
  const scope = globalThis as { acquireVsCodeApi?: () => VsCodeApi };
  return scope.acquireVsCodeApi ? vsCodeHost(scope.acquireVsCodeApi()) : standaloneHost();
}

function vsCodeHost(api: VsCodeApi): Host {
  return {
    send: (message) => api.postMessage(message),
    kept: (uri) => (api.getState()?.uri === uri ? api.getState()?.state : undefined),
    keep: (uri, state) => api.setState({ uri, state }),
    listen: (heard) =>
      addEventListener('message', (event: MessageEvent<ToWebview>) => isOurs(event.data) && heard(event.data)),
  };
}

/** Other scripts of the page's frame may post too. */
const isOurs = (data: unknown): data is ToWebview => typeof data === 'object' && data !== null && 'type' in data;

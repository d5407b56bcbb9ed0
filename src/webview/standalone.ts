/** The host of a page of its own (`process-view open`): state in the browser's storage, sources as links into VS Code. */
import type { Host } from './host.js';
import type { FromWebview, OpenRecording, PanelState, RevealSource } from './messages.js';

export function standaloneHost(): Host {
  return {
    send: answer,
    kept: (uri) => read(uri),
    keep: (uri, state) => write(uri, state),
    listen: (heard) => {
      addEventListener('message', (event) => event.source === window && heard(event.data));
      queueMicrotask(() => heard(described()));
    },
  };
}

/** The page says in its body's data attributes what it shows. */
function described(): OpenRecording {
  const {
    url = 'recording',
    uri = location.pathname,
    title = document.title,
    live,
    size,
    state,
    other,
  } = document.body.dataset;
  return {
    type: 'open',
    uri,
    title,
    url,
    live: live === 'true',
    ...(size ? { size: Number(size) } : {}),
    ...(state ? { state: JSON.parse(state) as PanelState } : {}),
    ...(other ? { other: { title: other.replace(/^.*[\\/]/, ''), url: 'other', diff: 'diff' } } : {}),
    can: ['reveal', 'save'],
  };
}

function answer(message: FromWebview): void {
  if (message.type === 'copy') void navigator.clipboard.writeText(message.text);
  else if (message.type === 'reveal' && message.focus) openInEditor(message);
  else if (message.type === 'action' && message.action === 'save') download();
  else if (message.type === 'error') console.error(message.stack ?? message.message);
}

/** VS Code registers this scheme with the system; the browser asks before it follows. */
function openInEditor({ file, line, column }: RevealSource): void {
  const path = file.replaceAll('\\', '/').replace(/^(?!\/)/, '/');
  location.href = `vscode://file${encodeURI(path)}:${line}:${column}`;
}

function download(): void {
  const link = document.createElement('a');
  link.href = document.body.dataset.url ?? 'recording';
  const ending = document.body.dataset.encoding === 'gzip' ? '.pvrec.gz' : '.pvrec';
  link.download = `${document.title.replace(/\.pvrec(\.gz)?$/, '')}${ending}`;
  link.click();
}

const storageKey = (uri: string): string => `process-view:${uri}`;

function read(uri: string): PanelState | undefined {
  try {
    return JSON.parse(localStorage.getItem(storageKey(uri)) ?? 'null') ?? undefined;
  } catch {
    return undefined; // Storage is switched off, or holds what an older version wrote: begin afresh.
  }
}

function write(uri: string, state: PanelState): void {
  try {
    localStorage.setItem(storageKey(uri), JSON.stringify(state));
  } catch {
    // Storage is full or switched off: the panel works, it only forgets.
  }
}

/** Follows a file that somebody else appends to: what is there first, then each piece as it comes. Knows no editor. */
import { type FSWatcher, watch } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';

export interface Tail {
  /** Reads to the end of the file once more, tells it, and lets go of the file. */
  finish(): Promise<void>;
  /** Lets go of the file at once. */
  dispose(): void;
}

/** How often the file is looked at where the system's notice does not come (network drives, some containers). */
const POLL_MS = 100;
const CHUNK_BYTES = 1 << 20;

/** Tells `onBytes` each piece of the file in order; the file need not be there yet. `onError` tells what went wrong, once. */
export function tail(file: string, onBytes: (bytes: Uint8Array) => void, onError: (error: Error) => void): Tail {
  const state: Following = { file, onBytes, position: 0, closed: false, handle: undefined };
  const pump = pumping(state, onError);
  const watcher = watchFolder(file, pump);
  const timer = setInterval(pump, POLL_MS);
  const release = (): void => {
    state.closed = true;
    watcher?.close();
    clearInterval(timer);
  };
  void pump();
  return {
    dispose: () => void pump(release),
    finish: async () => {
      await pump(); // The one under way may have read before the last bytes were written.
      await pump();
      await pump(release);
    },
  };
}

interface Following {
  file: string;
  onBytes: (bytes: Uint8Array) => void;
  position: number;
  closed: boolean;
  handle: FileHandle | undefined;
}

/** Makes the reader: one reading at a time; a call during a reading waits for that one. */
function pumping(state: Following, onError: (error: Error) => void): (release?: () => void) => Promise<void> {
  let underWay: Promise<void> | undefined;
  return async (release) => {
    if (release) {
      release();
      await underWay;
      await state.handle?.close();
      state.handle = undefined;
    } else if (!state.closed) {
      underWay ??= readOn(state)
        .catch((error: Error) => {
          if (!state.closed) onError(error);
          state.closed = true;
        })
        .finally(() => {
          underWay = undefined;
        });
      await underWay;
    }
  };
}

async function readOn(state: Following): Promise<void> {
  state.handle ??= await openIfThere(state.file);
  while (state.handle && !state.closed) {
    const buffer = new Uint8Array(CHUNK_BYTES);
    const { bytesRead } = await state.handle.read(buffer, 0, CHUNK_BYTES, state.position);
    if (bytesRead === 0 || state.closed) return; // Closed while it was being read: nobody wants it any more.
    state.position += bytesRead;
    state.onBytes(bytesRead === CHUNK_BYTES ? buffer : buffer.slice(0, bytesRead));
  }
}

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined; // Not yet written: the next look finds it.
    throw error;
  }
}

/** The folder is watched, as the file may not be there yet; where that cannot be done the polling alone serves. */
function watchFolder(file: string, changed: () => void): FSWatcher | undefined {
  const name = path.basename(file);
  try {
    const watcher = watch(path.dirname(file), { persistent: false }, (_event, changedName) => {
      if (changedName === null || changedName === name) changed();
    });
    watcher.on('error', () => watcher.close()); // As above: the polling goes on.
    return watcher;
  } catch {
    return undefined; // As above.
  }
}

/** The panel of the second run: a state of its own, and in common with the first whatever the two pictures are to keep to. */
import { batch } from '@preact/signals';
import { Recording } from '../../recording/recording.js';
import { runCommand } from '../actions.js';
import { derive } from '../derived.js';
import { Feed, type FeedHandler } from '../feed.js';
import type { Host } from '../host.js';
import type { OtherRecording } from '../messages.js';
import type { Panel } from '../panel.js';
import { problemText } from '../recording-problem.js';
import { createStore, type Store } from '../store.js';
import { t } from '../strings.js';

/** Begins to read the second run; `close` gives that up. */
export function secondPanel(first: Panel, other: OtherRecording): { panel: Panel; close(): void } {
  const store = secondStore(first.store, other);
  const context = { store, derived: derive(store), host: secondHost(first.host) };
  const run: Panel['run'] = (command) => {
    if (command === 'nextDifference' || command === 'previousDifference') first.run(command);
    else runCommand(context, command);
  };
  const feed = new Feed(store.recording.peek(), handlerOf(first.store, store));
  if (other.bytes) {
    feed.push(other.bytes);
    feed.end();
  } else if (other.url !== undefined) void feed.fetch(other.url);
  return { panel: { ...context, run }, close: () => feed.close() };
}

function secondStore(first: Store, { title }: OtherRecording): Store {
  const { can, scale, range, filter, kinds, columns, sort, sizes, speed, narrow, compact, announcement } = first;
  const inCommon = { can, scale, range, filter, kinds, columns, sort, sizes, speed, narrow, compact, announcement };
  const store: Store = { ...createStore(), ...inCommon, side: 'second' };
  store.recording.value = new Recording(first.recording.peek().limit);
  store.title.value = title;
  return store;
}

/** The host knows one recording: of the second it opens lines and takes copies, and hears no steps. */
const secondHost = (host: Host): Host => ({
  send: (message) => {
    if (message.type === 'reveal' || message.type === 'copy') host.send(message);
  },
  kept: () => undefined,
  keep: () => {},
  listen: () => {},
});

function handlerOf(first: Store, { recording, version, calmVersion, phase }: Store): FeedHandler {
  return {
    advanced: () => {},
    ended: () =>
      batch(() => {
        version.value = calmVersion.value = recording.peek().version;
        phase.value = { kind: 'ready' };
      }),
    failed: (error) => {
      const message = t('The second recording cannot be read: {0}', problemText(error));
      first.problem.value = { message, fix: t('Check that the file is still there and can be read.') };
    },
  };
}

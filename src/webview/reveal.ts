/** Shows the source of the step in the editor: the sender's line, and the receiver's beside it. */
import type { Host } from './host.js';
import type { RevealSource } from './messages.js';
import type { Store } from './store.js';

interface Asked {
  focus?: boolean;
  aside?: boolean;
}

export function revealStep({ store, host }: { store: Store; host: Host }, asked: Asked = {}): void {
  const place = placesOf(store, store.step.peek());
  if (place && store.can.peek().has('reveal')) host.send({ type: 'reveal', ...place, ...asked });
}

/** The lines of a step: of a message the sender's and the receiver's, whichever end the step is. */
export function placesOf(store: Store, step: number): Omit<RevealSource, 'type'> | undefined {
  const recording = store.recording.peek();
  if (step < 0 || step >= recording.length) return undefined;
  const message = recording.message(step);
  if (message < 0) return recording.location(step);
  const { messages } = recording;
  const locations = [messages.sendStep(message), messages.receiveStep(message)].map((s) =>
    s < 0 ? undefined : recording.location(s),
  );
  const [main, beside] = locations[0] ? locations : [locations[1], undefined];
  if (!main) return undefined;
  const payload = messages.preview(message);
  return { ...main, ...(beside ? { beside } : {}), ...(payload === undefined ? {} : { payload }) };
}

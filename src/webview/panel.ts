/** What every part of the panel is given: the state, what follows from it, the host, and the commands. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Derived } from './derived.js';
import type { Host } from './host.js';
import type { PanelCommand } from './messages.js';
import type { Store } from './store.js';

export interface Panel {
  store: Store;
  derived: Derived;
  host: Host;
  /** Do what a key, a button or the host's command says. */
  run(command: PanelCommand): void;
}

const context = createContext<Panel | undefined>(undefined);

export const PanelProvider = context.Provider;

export function usePanel(): Panel {
  const panel = useContext(context);
  if (!panel) throw new Error('A part of the panel is shown outside of it.');
  return panel;
}

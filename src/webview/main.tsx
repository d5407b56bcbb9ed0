/** The panel's entry: state, host, keys, and the parts on the page. */
import { render } from 'preact';
import { runCommand } from './actions.js';
import { derive } from './derived.js';
import { findHost } from './host.js';
import { listenToKeys } from './keys.js';
import './main.css';
import { watchTheme } from './paint/theme.js';
import type { Panel } from './panel.js';
import { PanelProvider } from './panel.js';
import { App } from './parts/app.js';
import { keepPlaying } from './player.js';
import { startSession } from './session.js';
import { createStore } from './store.js';
import { language, useLanguage } from './strings.js';

async function start(): Promise<void> {
  await useLanguage(document.documentElement.lang || navigator.language);
  document.documentElement.lang = language();
  const store = createStore();
  const derived = derive(store);
  const host = findHost();
  const panel: Panel = { store, derived, host, run: (command) => runCommand({ store, derived, host }, command) };
  addEventListener('error', (event) => host.send({ type: 'error', message: event.message, stack: event.error?.stack }));
  addEventListener('unhandledrejection', (event) => host.send({ type: 'error', message: String(event.reason) }));
  watchTheme();
  render(
    <PanelProvider value={panel}>
      <App />
    </PanelProvider>,
    document.querySelector('#app')!,
  );
  // On the document, below the window on which VS Code listens: a key that is used here is not to run its command there as well.
  listenToKeys(document, panel.run);
  keepPlaying(store);
  startSession(panel);
}

void start();

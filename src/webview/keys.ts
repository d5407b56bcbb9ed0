/** The keyboard map: which key of the panel is which command. The host binds the same keys to the same commands. */
import type { PanelCommand } from './messages.js';

/** A key as pressed: modifiers in the order Ctrl, Alt, Shift (Cmd counts as Ctrl), then `KeyboardEvent.key`. */
export const keyMap: Record<string, PanelCommand> = {
  ArrowRight: 'nextMessage',
  ArrowLeft: 'previousMessage',
  'Ctrl+ArrowRight': 'nextInProcess',
  'Ctrl+ArrowLeft': 'previousInProcess',
  'Shift+ArrowRight': 'nextInChannel',
  'Shift+ArrowLeft': 'previousInChannel',
  'Alt+Shift+ArrowRight': 'nextInConversation',
  'Alt+Shift+ArrowLeft': 'previousInConversation',
  PageDown: 'pageForward',
  PageUp: 'pageBack',
  Home: 'first',
  End: 'last',
  ' ': 'togglePlay',
  '.': 'faster',
  ',': 'slower',
  F10: 'stepForward',
  'Alt+F10': 'stepBack',
  F8: 'nextError',
  'Shift+F8': 'previousError',
  ArrowUp: 'rowUp',
  ArrowDown: 'rowDown',
  'Alt+ArrowRight': 'unfoldRow',
  'Alt+ArrowLeft': 'foldRow',
  w: 'zoomIn',
  s: 'zoomOut',
  a: 'panLeft',
  d: 'panRight',
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  '0': 'fit',
  z: 'zoomToSelection',
  l: 'toggleScale',
  f: 'toggleFollow',
  c: 'toggleCausality',
  i: 'toggleDetails',
  g: 'goToTime',
  e: 'showDiagnosis',
  p: 'toggleCriticalPath',
  ']': 'nextOnPath',
  '[': 'previousOnPath',
  n: 'nextDifference',
  b: 'previousDifference',
  F7: 'nextDifference',
  'Shift+F7': 'previousDifference',
  'Ctrl+f': 'focusFilter',
  '/': 'focusFilter',
  Escape: 'clear',
  Enter: 'openSource',
  'Alt+Enter': 'openSourceBeside',
  'Ctrl+c': 'copyRow',
};

/** The part of a keyboard event that decides. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The command of a key, if it has one. */
export function commandOf(press: KeyPress): PanelCommand | undefined {
  return Object.hasOwn(keyMap, spelled(press)) ? keyMap[spelled(press)] : undefined;
}

/** Runs the commands of keys that no control has used for itself; returns how to stop. */
export function listenToKeys(where: Document | HTMLElement, run: (command: PanelCommand) => void): () => void {
  const listener = (event: KeyboardEvent) => {
    const command = commandOf(event);
    if (!command || event.defaultPrevented || belongsToControl(event)) return;
    event.preventDefault();
    event.stopPropagation();
    run(command);
  };
  where.addEventListener('keydown', listener as EventListener);
  return () => where.removeEventListener('keydown', listener as EventListener);
}

/** Space and Enter press a button, and a copy of selected text is the browser's. */
function belongsToControl(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  if (target.closest('input, select, textarea, summary')) return event.key !== 'Escape';
  if (target.closest('button, [role=separator]') && (event.key === ' ' || event.key === 'Enter')) return true;
  return event.key === 'c' && (event.ctrlKey || event.metaKey) && !getSelection()?.isCollapsed;
}

/** The keys of a command, as shown in tooltips. */
export function keysOf(command: PanelCommand): string {
  const found = Object.entries(keyMap).find(([, c]) => c === command);
  return found
    ? found[0]
        .replace(/^ $/, 'Space')
        .replace('Arrow', '')
        .replace(/\b[a-z]$/, (l) => l.toUpperCase())
    : '';
}

function spelled({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string {
  const named = key.length > 1;
  const letter = named ? key : key.toLowerCase();
  // The sign of a key already says whether Shift was held; only for named keys it stands for itself.
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${shiftKey && named ? 'Shift+' : ''}${letter}`;
}

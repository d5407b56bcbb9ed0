/** The filter: a combobox that completes the filter language and says how many steps it leaves. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Completion, CompletionItem } from '../../recording/index.js';
import { count } from '../format.js';
import { filterEngine } from '../matches.js';
import { usePanel } from '../panel.js';
import { t } from '../strings.js';
import { Icon } from './icon.js';

export function FilterBox() {
  const { store, derived, run } = usePanel();
  const input = useRef<HTMLInputElement>(null);
  const completions = useCompletions(input);
  const { filter } = store;
  const problem = derived.filter.value.problem;
  return (
    <div class={`filter ${problem ? 'bad-filter' : ''}`}>
      <Icon name="filter" class="dim" />
      <input
        ref={input}
        id="filter"
        type="text"
        role="combobox"
        spellcheck={false}
        autocomplete="off"
        aria-label={t('Filter')}
        aria-expanded={completions.items.length > 0}
        aria-controls="filter-completions"
        aria-autocomplete="list"
        aria-invalid={problem !== undefined}
        aria-activedescendant={completions.at >= 0 ? `completion-${completions.at}` : undefined}
        title={problem ?? t('Filter, as in {0}', 'from:main kind:put size>1kb latency>10ms text:"job 7" -kind:output')}
        placeholder={t('Filter')}
        value={filter.value}
        onInput={(e) => {
          filter.value = e.currentTarget.value;
          completions.update();
        }}
        onFocus={completions.update}
        onClick={completions.update}
        onBlur={completions.close}
        onKeyDown={(e) => completions.keyDown(e)}
      />
      {filter.value.trim() !== '' && (
        <>
          <span class="count" aria-live="polite">
            {problem
              ? t('not understood')
              : t('{0} of {1}', count(derived.matches.value.count), count(derived.matches.value.of))}
          </span>
          <button
            type="button"
            aria-label={t('Clear the filter')}
            title={t('Clear the filter')}
            onClick={() => run('clear')}
          >
            <Icon name="close" />
          </button>
        </>
      )}
      <Completions {...completions} />
    </div>
  );
}

interface Completing {
  items: CompletionItem[];
  at: number;
  update(): void;
  close(): void;
  choose(index: number): void;
  keyDown(event: KeyboardEvent): void;
}

function useCompletions(input: { current: HTMLInputElement | null }): Completing {
  const { store } = usePanel();
  const state = useSignal<{ items: CompletionItem[]; at: number; from: number; to: number }>(nothing);
  const { items, at, from, to } = state.value;
  const close = () => {
    state.value = nothing;
  };
  const update = () => {
    const el = input.current;
    if (!el) return;
    const engine = filterEngine.value;
    // Comes in a moment: who has gone on by then wants no completions any more.
    if (!engine)
      return void filterEngine.load().then(() => filterEngine.value && document.activeElement === el && update());
    const caret = el.selectionStart ?? el.value.length;
    const found: Completion = engine.completeFilter(store.recording.value, el.value, caret);
    state.value = { ...found, items: found.items.slice(0, MOST), at: -1 };
  };
  const choose = (index: number) => {
    const item = items[index];
    const el = input.current;
    if (!item || !el) return;
    store.filter.value = el.value = el.value.slice(0, from) + item.insert + el.value.slice(to);
    el.setSelectionRange(from + item.insert.length, from + item.insert.length);
    update();
  };
  return { items, at, close, update, choose, keyDown: (event) => keyDown(event, { items, at, choose, close, move }) };

  function move(by: number) {
    state.value = { ...state.value, at: (at + by + items.length + (at < 0 && by < 0 ? 1 : 0)) % items.length };
  }
}

const MOST = 12;
const nothing = { items: [], at: -1, from: 0, to: 0 };

type Steering = Pick<Completing, 'items' | 'at' | 'choose' | 'close'> & { move(by: number): void };

/** Keys in the box belong to the box; Escape first closes the list, and only then is the panel's, which clears. */
function keyDown(event: KeyboardEvent, steering: Steering): void {
  const act = actionOf(event.key, steering);
  if (act) {
    event.preventDefault();
    act();
  }
  if (act || event.key !== 'Escape') event.stopPropagation();
}

function actionOf(key: string, { items, at, choose, close, move }: Steering): (() => void) | undefined {
  const open = items.length > 0;
  if (key === 'ArrowDown' && open) return () => move(1);
  if (key === 'ArrowUp' && open) return () => move(-1);
  if ((key === 'Enter' || key === 'Tab') && at >= 0) return () => choose(at);
  return key === 'Enter' || (key === 'Escape' && open) ? close : undefined;
}

function Completions({ items, at, choose }: Completing) {
  if (items.length === 0) return null;
  return (
    <ul class="completions" role="listbox" id="filter-completions" aria-label={t('Completions')}>
      {items.map((item, i) => (
        <li
          key={item.insert}
          id={`completion-${i}`}
          role="option"
          aria-selected={i === at}
          // Before the blur, which would close the list.
          onPointerDown={(e) => {
            e.preventDefault();
            choose(i);
          }}
        >
          <span class="mono ellipsis">{item.label}</span>
          {item.detail && <span class="hint mono">{item.detail}</span>}
        </li>
      ))}
    </ul>
  );
}

/** A menu: keyboard as the ARIA practice has it (arrows, Home, End, Escape, typing nothing special). */
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.js';

export type MenuItem =
  | { kind: 'action'; text: string; hint?: string; run(): void }
  | { kind: 'check'; text: string; checked: boolean; run(): void }
  | { kind: 'rule' };

export function Menu({ label, items, close }: { label: string; items: MenuItem[]; close(refocus: boolean): void }) {
  const list = useRef<HTMLDivElement>(null);
  const entries = () => [...(list.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  useEffect(() => entries()[0]?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') close(true);
    const all = entries();
    const next = targetOf(event.key, all.indexOf(document.activeElement as HTMLElement), all.length);
    if (next === undefined) return;
    event.preventDefault();
    all[next]?.focus();
  };
  return (
    <div class="menu" role="menu" aria-label={label} ref={list} onKeyDown={onKeyDown}>
      {items.map((item, i) => (
        <Entry key={i} item={item} close={close} />
      ))}
    </div>
  );
}

function Entry({ item, close }: { item: MenuItem; close(refocus: boolean): void }) {
  if (item.kind === 'rule') return <hr />;
  const run = () => {
    close(true);
    item.run();
  };
  if (item.kind === 'check')
    return (
      <button type="button" role="menuitemcheckbox" aria-checked={item.checked} tabIndex={-1} onClick={run}>
        {item.checked ? <Icon name="check" /> : <span class="icon" />}
        {item.text}
      </button>
    );
  return (
    <button type="button" role="menuitem" tabIndex={-1} onClick={run}>
      <span class="icon" />
      {item.text}
      {item.hint && <span class="hint">{item.hint}</span>}
    </button>
  );
}

function targetOf(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}

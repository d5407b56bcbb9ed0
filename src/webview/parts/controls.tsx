/** The small controls that the parts share: a button that is a command, a tab strip, a splitter. */
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { keysOf } from '../keys.js';
import type { PanelCommand } from '../messages.js';
import { usePanel } from '../panel.js';
import { Icon, type IconName } from './icon.js';

export interface CommandButtonProps {
  command: PanelCommand;
  icon: IconName;
  /** What it does, in the person's language: tooltip and accessible name. */
  label: string;
  pressed?: boolean;
  disabled?: boolean;
  class?: string;
  /** Shown beside the icon. */
  children?: ComponentChildren;
}

/** A button that runs a command; its tooltip names the key. */
export function CommandButton({ command, icon, label, pressed, disabled, class: extra, children }: CommandButtonProps) {
  const { run } = usePanel();
  const keys = keysOf(command);
  return (
    <button
      type="button"
      class={extra}
      title={keys ? `${label} (${keys})` : label}
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={() => run(command)}
    >
      <Icon name={icon} />
      {children}
    </button>
  );
}

export interface TabsProps<T extends string> {
  label: string;
  tabs: { id: T; text: string }[];
  current: T;
  choose(tab: T): void;
  /** The id of the element that the tabs switch. */
  controls: string;
  children?: ComponentChildren;
}

export function Tabs<T extends string>({ label, tabs, current, choose, controls, children }: TabsProps<T>) {
  const strip = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = (tabs.findIndex((tab) => tab.id === current) + by + tabs.length) % tabs.length;
    choose(tabs[next]!.id);
    strip.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  return (
    <div class="tabs">
      <div class="group" role="tablist" aria-label={label} ref={strip} onKeyDown={onKeyDown}>
        {tabs.map(({ id, text }) => (
          <button
            key={id}
            type="button"
            role="tab"
            aria-selected={id === current}
            aria-controls={controls}
            tabIndex={id === current ? 0 : -1}
            onClick={() => choose(id)}
          >
            {text}
          </button>
        ))}
      </div>
      <span class="spacer" />
      {children}
    </div>
  );
}

export interface SplitterProps {
  label: string;
  direction: 'horizontal' | 'vertical';
  value: number;
  least: number;
  most: number;
  /** 1 where the part grows when the splitter goes right or down, -1 where it shrinks. */
  sense: 1 | -1;
  resize(size: number): void;
}

/** A border that can be dragged, or moved by the arrow keys. */
export function Splitter({ label, direction, value, least, most, sense, resize }: SplitterProps) {
  const at = (e: PointerEvent) => (direction === 'vertical' ? e.clientX : e.clientY);
  const grip = useRef<{ from: number; value: number } | undefined>(undefined);
  const set = (size: number) => resize(Math.round(Math.min(Math.max(size, least), Math.max(most, least))));
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -16, ArrowUp: -16, ArrowRight: 16, ArrowDown: 16 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    set(value + by * sense);
  };
  return (
    <div
      class={`splitter ${direction}`}
      role="separator"
      aria-label={label}
      aria-orientation={direction}
      aria-valuenow={Math.min(Math.max(value, least), Math.max(most, least))}
      aria-valuemin={least}
      aria-valuemax={Math.max(most, least)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(e) => {
        e.currentTarget.setPointerCapture(e.pointerId);
        grip.current = { from: at(e), value };
      }}
      onPointerMove={(e) => grip.current && set(grip.current.value + (at(e) - grip.current.from) * sense)}
      onPointerUp={() => {
        grip.current = undefined;
      }}
    />
  );
}

/** The button that opens the menu of what else can be done. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { lazyPart } from '../lazy.js';
import { Icon, type IconName } from './icon.js';

const Menu = lazyPart(() => import('../later.js').then((parts) => parts.MoreMenu));

export function MenuButton({ label, icon }: { label: string; icon: IconName }) {
  const open = useSignal(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const close = (refocus: boolean) => {
    open.value = false;
    if (refocus) anchor.current?.querySelector('button')?.focus();
  };
  useEffect(() => {
    if (!open.value) return;
    const outside = (e: Event) => anchor.current?.contains(e.target as Node) || close(false);
    addEventListener('pointerdown', outside, true);
    return () => removeEventListener('pointerdown', outside, true);
  }, [open.value]);
  return (
    <span class="menu-anchor" ref={anchor}>
      <button
        type="button"
        title={label}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open.value}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        <Icon name={icon} />
      </button>
      {open.value && <Menu label={label} close={close} />}
    </span>
  );
}

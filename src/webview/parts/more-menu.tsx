/** The menu behind "…". */
import { usePanel } from '../panel.js';
import { Menu } from './menu.js';
import { moreItems } from './more-items.js';

export function MoreMenu({ label, close }: { label: string; close(refocus: boolean): void }) {
  return <Menu label={label} items={moreItems(usePanel())} close={close} />;
}

/** The icons: VS Code's own codicons, only those that are used, as inline SVG in the colour of the text. */

import stepBack from '@vscode/codicons/src/icons/arrow-left.svg';
import stepForward from '@vscode/codicons/src/icons/arrow-right.svg';
import sort from '@vscode/codicons/src/icons/arrow-small-down.svg';
import check from '@vscode/codicons/src/icons/check.svg';
import collapse from '@vscode/codicons/src/icons/chevron-down.svg';
import expand from '@vscode/codicons/src/icons/chevron-right.svg';
import close from '@vscode/codicons/src/icons/close.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import pause from '@vscode/codicons/src/icons/debug-pause.svg';
import play from '@vscode/codicons/src/icons/debug-start.svg';
import stop from '@vscode/codicons/src/icons/debug-stop.svg';
import more from '@vscode/codicons/src/icons/ellipsis.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import filter from '@vscode/codicons/src/icons/filter.svg';
import source from '@vscode/codicons/src/icons/go-to-file.svg';
import path from '@vscode/codicons/src/icons/graph-line.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import inspector from '@vscode/codicons/src/icons/layout-sidebar-right.svg';
import follow from '@vscode/codicons/src/icons/pinned.svg';
import save from '@vscode/codicons/src/icons/save.svg';
import fit from '@vscode/codicons/src/icons/screen-full.svg';
import order from '@vscode/codicons/src/icons/symbol-numeric.svg';
import causality from '@vscode/codicons/src/icons/type-hierarchy-sub.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';
import clock from '@vscode/codicons/src/icons/watch.svg';
import zoomIn from '@vscode/codicons/src/icons/zoom-in.svg';
import zoomOut from '@vscode/codicons/src/icons/zoom-out.svg';

const icons = {
  causality,
  check,
  clock,
  close,
  collapse,
  copy,
  error,
  expand,
  filter,
  fit,
  follow,
  info,
  inspector,
  more,
  order,
  path,
  pause,
  play,
  save,
  sort,
  source,
  stepBack,
  stepForward,
  stop,
  warning,
  zoomIn,
  zoomOut,
};

export type IconName = keyof typeof icons;

/** An icon beside or instead of a text; hidden from screen readers, as the control names itself. */
export function Icon({ name, class: extra = '' }: { name: IconName; class?: string }) {
  // The text is one of the constants above, never anything from a recording.
  const inside = { __html: icons[name] };
  return (
    <span class={`icon ${extra}`} aria-hidden="true">
      <svg viewBox="0 0 16 16" fill="currentColor" dangerouslySetInnerHTML={inside} />
    </span>
  );
}

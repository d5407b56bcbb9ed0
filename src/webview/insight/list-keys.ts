/** Where a key leads in a list: arrows, pages, Home and End. Pure. */

const PAGE = 10;

/** The row to go to, within the list; undefined for a key that leads nowhere. */
export function targetOf(key: string, at: number, rows: number): number | undefined {
  const wanted = wantedRow(key, at, rows);
  return wanted === undefined || rows === 0 ? undefined : Math.min(Math.max(wanted, 0), rows - 1);
}

function wantedRow(key: string, at: number, rows: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return at - 1;
    case 'PageDown':
      return at + PAGE;
    case 'PageUp':
      return at - PAGE;
    case 'Home':
      return 0;
    case 'End':
      return rows - 1;
    default:
      return undefined;
  }
}

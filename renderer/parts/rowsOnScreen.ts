/** Which rows of a long list stand on the screen, and how much empty space stands for the others. Pure arithmetic, pixels. */

export type Slice = {
  /** Rows to draw, both included; `last` is less than `first` when there are none. */
  readonly first: number;
  readonly last: number;
  readonly before: number;
  readonly after: number;
};

/** Chromium draws nothing below 33.5 million device pixels (facts: WINDOW.md); a third of that leaves room for 300 %. */
export const MOST_HEIGHT = 10_000_000;
const OVERSCAN = 6;

/** `viewport`: the height that rows are seen in. Lists too high for the screen's arithmetic are scrolled in proportion. */
export function rowsOnScreen(total: number, rowHeight: number, scrollTop: number, viewport: number): Slice {
  if (total === 0) return { first: 0, last: -1, before: 0, after: 0 };
  const height = heightOf(total, rowHeight);
  const top = toListTop(total, rowHeight, clamp(scrollTop, 0, Math.max(0, height - viewport)), viewport);
  const first = Math.max(0, Math.floor(top / rowHeight) - OVERSCAN);
  const last = Math.min(total - 1, Math.floor((top + viewport) / rowHeight) + OVERSCAN);
  const shift = clamp(scrollTop, 0, Math.max(0, height - viewport)) - top;
  const before = Math.max(0, first * rowHeight + shift);
  return { first, last, before, after: Math.max(0, height - before - (last - first + 1) * rowHeight) };
}

/** Where to scroll so that the row is wholly seen, moving as little as possible; null when it is already. */
export function scrollTopFor(index: number, total: number, rowHeight: number, scrollTop: number, viewport: number): number | null {
  const top = toListTop(total, rowHeight, scrollTop, viewport);
  const rowTop = index * rowHeight;
  if (rowTop >= top && rowTop + rowHeight <= top + viewport) return null;
  const wanted = rowTop < top ? rowTop : rowTop + rowHeight - viewport;
  const height = heightOf(total, rowHeight);
  const list = total * rowHeight;
  if (list <= height) return wanted;
  return Math.round((wanted / (list - viewport)) * (height - viewport));
}

/** How far one row is on the scroll bar. */
export function scrollPerRow(total: number, rowHeight: number, viewport: number): number {
  const list = total * rowHeight;
  const height = heightOf(total, rowHeight);
  return list <= height || list <= viewport ? rowHeight : (rowHeight * (height - viewport)) / (list - viewport);
}

function heightOf(total: number, rowHeight: number): number {
  return Math.min(MOST_HEIGHT, total * rowHeight);
}

/** The place in the whole list that a place of the scroll bar stands for. */
function toListTop(total: number, rowHeight: number, scrollTop: number, viewport: number): number {
  const list = total * rowHeight;
  const height = heightOf(total, rowHeight);
  if (list <= height || height <= viewport) return scrollTop;
  return (scrollTop / (height - viewport)) * (list - viewport);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

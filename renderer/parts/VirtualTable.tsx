/** A table of any length: only the rows on screen are drawn, all are counted and reached by keyboard, and a row is chosen to see more of it. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useCallback, useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import type { RowWindow } from '../engine/usePagedRows.ts';
import { WORDS } from '../words.ts';
import { ErrorState } from './ErrorState.tsx';
import { Loading } from './Loading.tsx';
import { rowsOnScreen, scrollPerRow, scrollTopFor } from './rowsOnScreen.ts';
import { HeaderCell, indexOfRow, TableRow, type Column, type Sorting } from './tableParts.tsx';

export type VirtualTableProps<Row> = {
  /** What the table holds, for those who cannot see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: RowWindow<Row>;
  readonly rowKey: (row: Row) => string | number;
  readonly selectedKey?: string | number | null;
  /** The chosen row; null: none any more (Escape). */
  readonly onSelect?: (row: Row | null) => void;
  /** Enter or a double click. */
  readonly onOpen?: (row: Row) => void;
  readonly sorting?: Sorting;
  readonly onSort?: (sorting: Sorting) => void;
  /** Shown when there are no rows. */
  readonly empty: ReactNode;
  /** True: the table may become narrower than its columns would like, beside a panel. */
  readonly isNarrow?: boolean;
};

export const ROW_HEIGHT = 36;

const useStyles = makeStyles({
  frame: {
    position: 'relative', flexGrow: 1, minHeight: '180px', minWidth: 0, display: 'flex', flexDirection: 'column', borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground1, overflow: 'hidden',
  },
  scroller: { flexGrow: 1, flexBasis: 0, overflowY: 'auto', overflowX: 'auto', overflowAnchor: 'none' },
  table: {
    width: '100%', minWidth: '560px', tableLayout: 'fixed', borderCollapse: 'separate', borderSpacing: 0, fontVariantNumeric: 'tabular-nums',
    ':focus': { outlineStyle: 'none' },
  },
  narrow: { minWidth: 0 },
  focusFrame: { ':has(table:focus-visible)': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' } },
  spacer: { padding: 0, border: 'none' },
  pad: { padding: '12px 16px' },
});

export function VirtualTable<Row>(props: VirtualTableProps<Row>): ReactNode {
  const { label, columns, rows, rowKey, selectedKey = null, onSelect, onOpen, sorting, onSort, empty, isNarrow = false } = props;
  const styles = useStyles();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 480 });
  const [active, setActive] = useState<number | null>(null);
  const awaited = useRef(false);
  const total = rows.total ?? 0;
  const isShown = rows.total !== undefined && total > 0;

  const look = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const next = { top: element.scrollTop, height: Math.max(ROW_HEIGHT, element.clientHeight - ROW_HEIGHT) };
    setView((former) => (former.top === next.top && former.height === next.height ? former : next));
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => { observer.disconnect(); };
  }, [look, isShown]);

  const { first, last, before: above, after: below } = rowsOnScreen(total, ROW_HEIGHT, view.top, view.height);
  const { want, rowAt } = rows;
  useEffect(() => { if (last >= first) want(first, last); }, [want, first, last]);

  // Another list begins at its top, with nothing chosen by the keyboard. Rows that came in before those on screen push them down; what the reader looks at
  // stays in its place.
  const { moved = 0, list } = rows;
  const before = useRef({ moved, list });
  useLayoutEffect(() => {
    const former = before.current;
    before.current = { moved, list };
    const element = scroller.current;
    const by = moved - former.moved;
    if (former.list !== list) {
      awaited.current = false;
      setActive(null);
      if (element !== null) element.scrollTop = 0;
    } else if (by !== 0 && element !== null) {
      element.scrollTop += by * scrollPerRow(total, ROW_HEIGHT, view.height);
      setActive((index) => (index === null ? null : Math.max(0, index + by)));
    } else return;
    look();
  }, [moved, list, total, view.height, look]);

  const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  const keyAt = (index: number): string | number | null => {
    const row = rowAt(index);
    return row === undefined ? null : rowKey(row);
  };
  const current = (selectedKey === null ? undefined : indexes.find((index) => keyAt(index) === selectedKey)) ?? active;

  const choose = (index: number): void => {
    setActive(index);
    const row = rowAt(index);
    awaited.current = row === undefined;
    if (row !== undefined) onSelect?.(row);
    const element = scroller.current;
    const top = element === null ? null : scrollTopFor(index, total, ROW_HEIGHT, element.scrollTop, view.height);
    if (element !== null && top !== null) {
      element.scrollTop = top;
      look();
    }
  };

  // A jump to the last row comes before its page does.
  const activeRow = active === null ? undefined : rowAt(active);
  useEffect(() => {
    if (!awaited.current || activeRow === undefined) return;
    awaited.current = false;
    onSelect?.(activeRow);
  }, [activeRow, onSelect]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(view.height / ROW_HEIGHT) - 1);
    const from = current ?? -1;
    const to = { ArrowDown: from + 1, ArrowUp: from < 0 ? 0 : from - 1, PageDown: Math.max(0, from) + page, PageUp: from - page, Home: 0, End: total - 1 }[event.key];
    if (to !== undefined) choose(Math.min(total - 1, Math.max(0, to)));
    else if (event.key === 'Enter' && activeRow !== undefined) onOpen?.(activeRow);
    else if (event.key === 'Escape' && selectedKey !== null) onSelect?.(null);
    else return;
    event.preventDefault();
  };

  const onClick = (event: MouseEvent): void => {
    const index = indexOfRow(event.target);
    if (index !== null && rowAt(index) !== undefined) choose(index);
  };
  const onDoubleClick = (event: MouseEvent): void => {
    const index = indexOfRow(event.target);
    const row = index === null ? undefined : rowAt(index);
    if (row !== undefined) onOpen?.(row);
  };

  if (rows.total === undefined) {
    return <div className={styles.frame}>
      <div className={styles.pad}>
        {rows.problem === null ? <Loading lines={8} /> : <ErrorState problem={rows.problem} onRetry={rows.reload} />}
      </div>
    </div>;
  }
  return (
    <div className={mergeClasses(styles.frame, styles.focusFrame)}>
      {rows.problem !== null && <div className={styles.pad}><ErrorState problem={rows.problem} onRetry={rows.reload} /></div>}
      {!isShown && empty}
      {isShown && (
        <div ref={scroller} className={styles.scroller} onScroll={look}>
          <table className={mergeClasses(styles.table, isNarrow && styles.narrow)}
            role="grid" aria-label={label} aria-rowcount={total + 1} aria-readonly="true" tabIndex={0} onKeyDown={onKeyDown}
            {...(current !== null && current >= first && current <= last ? { 'aria-activedescendant': `${id}-${String(current)}` } : {})}>
            <colgroup>{columns.map((column) => <col key={column.key} style={column.width === undefined ? {} : { width: column.width }} />)}</colgroup>
            <thead><tr aria-rowindex={1}>{columns.map((column) => <HeaderCell key={column.key} column={column} sorting={sorting} onSort={onSort} />)}</tr></thead>
            <tbody onClick={onClick} onDoubleClick={onDoubleClick}>
              {above > 0 && <tr aria-hidden="true"><td className={styles.spacer} colSpan={columns.length} style={{ height: above }} /></tr>}
              {indexes.map((index) => {
                const key = keyAt(index);
                return (
                  <TableRow key={key ?? `at ${String(index)}`} id={`${id}-${String(index)}`} index={index} row={rowAt(index)} columns={columns} loading={WORDS.loading}
                    isSelected={key !== null && key === selectedKey} />
                );
              })}
              {below > 0 && <tr aria-hidden="true"><td className={styles.spacer} colSpan={columns.length} style={{ height: below }} /></tr>}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

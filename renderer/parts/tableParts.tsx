/** Heading cells and rows of VirtualTable. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowSortDownRegular, ArrowSortUpRegular } from '@fluentui/react-icons';
import { memo, type PointerEvent, type ReactNode } from 'react';

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  /** CSS, e.g. `120px`; without it the column shares what is left. */
  readonly width?: string;
  /** Numbers stand at the end. */
  readonly align?: 'end';
  /** What sorting by this column is called in `Sorting.by`; without it the column does not sort. */
  readonly sort?: string;
  /** A text is cut with an ellipsis where it does not fit, and shown whole on hover. */
  readonly cell: (row: Row) => ReactNode;
  /** The whole text for the tool tip, where `cell` is not a text. */
  readonly tip?: (row: Row) => string;
};

export type Sorting = { readonly by: string; readonly descending: boolean };

const cell = { padding: '0 12px', height: '36px', boxSizing: 'border-box', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', textAlign: 'start' } as const;

const useStyles = makeStyles({
  head: {
    ...cell, position: 'sticky', top: 0, zIndex: 1, backgroundColor: tokens.colorNeutralBackground2, fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    // At 125 % two cells meet between two pixels of the screen; what lies below would show as a line.
    boxShadow: `1px 0 0 ${tokens.colorNeutralBackground2}`,
  },
  cell: { ...cell, borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  end: { textAlign: 'end' },
  sort: {
    display: 'inline-flex', alignItems: 'center', columnGap: '4px', padding: 0, border: 'none',
    backgroundColor: 'transparent', color: 'inherit', font: 'inherit', cursor: 'pointer',
    ':hover': { textDecorationLine: 'underline' }, ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  row: { height: '36px', cursor: 'default', ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover } },
  selected: { backgroundColor: tokens.colorNeutralBackground1Selected, ':hover': { backgroundColor: tokens.colorNeutralBackground1Selected } },
  absent: { height: '10px', borderRadius: '4px', backgroundColor: tokens.colorNeutralStencil1, width: '40%' },
});

export function HeaderCell<Row>({ column, sorting, onSort }: {
  readonly column: Column<Row>; readonly sorting: Sorting | undefined; readonly onSort: ((sorting: Sorting) => void) | undefined;
}): ReactNode {
  const styles = useStyles();
  const { sort, title, align } = column;
  const className = mergeClasses(styles.head, align === 'end' && styles.end);
  if (sort === undefined || onSort === undefined) return <th scope="col" className={className}>{title}</th>;
  const isSorted = sorting?.by === sort;
  const descending = isSorted && sorting.descending;
  return (
    <th scope="col" className={className} aria-sort={isSorted ? (descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className={styles.sort} onClick={() => { onSort({ by: sort, descending: isSorted && !descending }); }}>
        {title}{isSorted && (descending ? <ArrowSortDownRegular aria-hidden="true" /> : <ArrowSortUpRegular aria-hidden="true" />)}
      </button>
    </th>
  );
}

export type TableRowProps<Row> = {
  readonly id: string; readonly index: number; readonly row: Row | undefined; readonly columns: readonly Column<Row>[]; readonly loading: string;
  readonly isSelected: boolean;
};

function DrawnRow<Row>({ id, index, row, columns, loading, isSelected }: TableRowProps<Row>): ReactNode {
  const styles = useStyles();
  if (row === undefined) {
    return <tr id={id} aria-rowindex={index + 2} className={styles.row}>
      <td className={styles.cell} colSpan={columns.length}><div className={styles.absent} role="img" aria-label={loading} /></td>
    </tr>;
  }
  return (
    <tr id={id} aria-rowindex={index + 2} aria-selected={isSelected} className={mergeClasses(styles.row, isSelected && styles.selected)}>
      {columns.map((column) => {
        const content = column.cell(row);
        const { tip } = column;
        // Made when somebody points at it: some of them take long to say (a whole date), and a list has hundreds.
        const tell = tip === undefined ? undefined : ({ currentTarget }: PointerEvent<HTMLElement>): void => { currentTarget.title = tip(row); };
        return <td key={column.key} className={mergeClasses(styles.cell, column.align === 'end' && styles.end)}
          title={tip === undefined && typeof content === 'string' ? content : undefined}
          onPointerEnter={tell}>{content}</td>;
      })}
    </tr>
  );
}

/** Drawn again only when something of its own is another: while somebody scrolls, most rows on screen stay what they are. Clicks are the table's business. */
export const TableRow = memo(DrawnRow) as typeof DrawnRow;

/** The row of TableRow that something inside it belongs to; null outside of them. */
export function indexOfRow(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest('tbody tr[aria-rowindex]') : null;
  return row === null ? null : Number(row.getAttribute('aria-rowindex')) - 2;
}

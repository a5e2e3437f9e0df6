/** The orders of one file, from any place in it: rows of the same order that follow one another are the order. */
import type { Instant } from '../../domain/calendar.ts';
import type { StoreOrder } from '../../domain/order.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import type { UnreadableOrder } from '../store.ts';
import { CellFault, type Cells } from './cellValues.ts';
import type { Disk } from './disk.ts';
import { badFile, FolderFault } from './folderFailure.ts';
import { mapOrder } from './mapOrder.ts';
import { ORDER_TABLE } from './orderColumns.ts';
import { openTable, readRows, type Place } from './table.ts';

/** `next`: where the order after it begins. */
export type Entry = { readonly next: Place; readonly order: StoreOrder } | { readonly next: Place; readonly unreadable: UnreadableOrder };

/** More rows than any shop sells at once: a column of ids that was filled down by mistake. */
const MOST_ROWS = 5_000;

export type OrderFile = { readonly path: string; /** As people know it. */ readonly name: string; readonly changedAt: Instant };

/** The id under which a file as a whole is told as unreadable; no order has it (ids have no ~). */
export function fileId(name: string): string {
  return `file~${name}`;
}

/** What cannot be read as a table at all ends the file with an unreadable entry of its own. Other file errors reject. */
export async function* readOrders(disk: Disk, file: OrderFile, from: Place | null): AsyncGenerator<Entry> {
  let end: Place = from ?? { at: 0, line: 1 };
  let rows: Cells[] = [];
  let meta: readonly string[] = [];
  const flush = (): Entry => {
    const entry = { next: end, ...read({ id: idIn(rows), rows, meta, fileAt: file.changedAt }) };
    rows = [];
    return entry;
  };
  try {
    const table = await openTable(disk, file.path, file.name, ORDER_TABLE);
    ({ meta } = table);
    end = from ?? table.first;
    for await (const row of readRows(disk, table, end)) {
      if (rows.length > 0 && row.cell('order_id') !== idIn(rows)) yield flush();
      end = row.next;
      if (row.cell('order_id') === '') {
        yield {
          next: end,
          unreadable: lost(file.name, badFile(
            { file: file.name, line: row.line, column: 'order_id' }, 'the cell is empty, so the row belongs to no order.',
            'Write the order\'s id into every row, and put the file there again.',
          )),
        };
      } else if (rows.length < MOST_ROWS) {
        rows.push({ file: file.name, row });
      }
    }
    if (rows.length > 0) yield flush();
  } catch (cause) {
    if (!(cause instanceof FolderFault) || (cause.failure.code !== 'csvFileUnreadable' && cause.failure.code !== 'folderLink')) throw cause;
    if (rows.length > 0) yield flush();
    const { code, what, todo } = cause.failure;
    yield { next: end, unreadable: lost(file.name, problem(code, what, todo)) };
  }
}

function lost(name: string, why: Problem): UnreadableOrder {
  return { id: fileId(name), number: name, problem: why };
}

function idIn(rows: readonly Cells[]): string {
  return rows[0]?.row.cell('order_id') ?? '';
}

type Read = { readonly order: StoreOrder } | { readonly unreadable: UnreadableOrder };

function read(about: Parameters<typeof mapOrder>[0]): Read {
  const { id, rows } = about;
  try {
    const [first] = rows;
    if (first !== undefined && (id.length > 60 || /[~\p{Cc}]/u.test(id))) throw new CellFault(
      `${first.file}, line ${String(first.row.line)}, column order_id: "${id.slice(0, 40)}" cannot be an id.`,
      'Use at most 60 letters, digits and signs other than ~.', 'order_id',
    );
    if (rows.length >= MOST_ROWS) throw new CellFault(
      `${first?.file ?? ''}, line ${String(first?.row.line ?? 0)}: order ${id} has ${String(MOST_ROWS)} rows or more.`,
      'Look whether its id was filled down over other orders.', 'order_id',
    );
    return { order: mapOrder(about) };
  } catch (cause) {
    if (!(cause instanceof CellFault)) throw cause;
    const number = rows[0]?.row.cell('order_number') ?? '';
    return {
      unreadable: {
        id: id.slice(0, 60), number: number === '' ? id.slice(0, 60) : number,
        problem: problem(
          'csvOrderUnreadable', `Order ${number === '' ? id.slice(0, 60) : number} was left out. ${cause.what}`,
          `${cause.todo} Then put the file into the folder "orders" again; what has been entered is not entered twice.`, { field: cause.column },
        ),
      },
    };
  }
}

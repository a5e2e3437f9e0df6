/** Reads single cells: money, numbers, times, yes and no; a fault names file, line and column. */
import { instant, parseDay, type Instant } from '../../domain/calendar.ts';
import { parseDecimal, ZERO, type Decimal } from '../../domain/decimal.ts';
import { parseCents, ZERO_CENTS, type Cents } from '../../domain/money.ts';
import { spotWords } from './folderFailure.ts';
import type { Row } from './table.ts';

/** Thrown inside this folder only, to leave a record at its first unreadable cell. */
export class CellFault extends Error {
  readonly what: string;
  readonly todo: string;
  readonly column: string;
  constructor(what: string, todo: string, column: string) {
    super(what);
    this.what = what;
    this.todo = todo;
    this.column = column;
  }
}

/** A row with the name of its file, so that every fault can say where it is. */
export type Cells = { readonly file: string; readonly row: Row };

export function cellFault({ file, row }: Cells, column: string, what: string, todo: string): CellFault {
  return new CellFault(`${spotWords({ file, line: row.line, column })}: ${what}`, todo, column);
}

function quoted(text: string): string {
  return `"${text.slice(0, 40)}"`;
}

function looksLocal(text: string): boolean {
  return /^[+-]?[\d.\s']*,\d+$/.test(text) || /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text);
}

/** Empty: 0. At most two decimals, a point, no currency sign. */
export function moneyOf(cells: Cells, column: string): Cents {
  const text = cells.row.cell(column);
  if (text === '') return ZERO_CENTS;
  const read = parseCents(text, column);
  const rest = /\.\d{2}\d*[1-9]/.test(text);
  if (read.ok && !rest) return read.value;
  const how = looksLocal(text)
    ? 'Write it with a decimal point and nothing between the thousands, such as 1234.50.'
    : 'Write it as digits with a point and at most two decimals, such as 12.50.';
  throw cellFault(cells, column, `${quoted(text)} is not an amount of money.`, how);
}

/** `empty`: what an empty cell means; null: it must not be empty. */
export function numberOf(cells: Cells, column: string, empty: Decimal | null): Decimal {
  const text = cells.row.cell(column);
  if (text === '') {
    if (empty === null) throw cellFault(cells, column, 'the cell is empty.', 'Write a number into it.');
    return empty;
  }
  const read = parseDecimal(text, column);
  if (read.ok) return read.value;
  throw cellFault(
    cells, column, `${quoted(text)} is not a number.`,
    looksLocal(text) ? 'Write it with a decimal point, such as 2.5.' : 'Write it as digits, with a decimal point where it needs one.',
  );
}

export function positiveOf(cells: Cells, column: string, empty: Decimal | null): Decimal {
  const value = numberOf(cells, column, empty);
  if (value < ZERO) throw cellFault(
    cells, column, `${quoted(cells.row.cell(column))} is below zero.`,
    'Write it without the minus; a row of the type refund says that it comes back.',
  );
  return value;
}

const STAMP = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?) ?(Z|[+-]\d{2}:?\d{2})$/;

/** `2026-11-21T14:23:18Z`, `2026-11-21 14:23 -05:00`, or a day, which is taken at noon UTC: the same day wherever the company is. Null: empty. */
export function timeOf(cells: Cells, column: string): Instant | null {
  const text = cells.row.cell(column);
  if (text === '') return null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const day = parseDay(text);
    if (day.ok) return instant(Date.parse(`${day.value}T12:00:00Z`));
  }
  const [, day = '', time = '', zone = ''] = STAMP.exec(text) ?? [];
  const at = parseDay(day).ok ? Date.parse(`${day}T${time}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`) : Number.NaN;
  if (!Number.isNaN(at)) return instant(Math.floor(at / 1_000) * 1_000);
  const lacksZone = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text) && day === '';
  throw cellFault(
    cells, column, `${quoted(text)} is not a time${lacksZone ? ' that can be told for sure: it does not say its zone' : ''}.`,
    'Write it as 2026-11-21, as 2026-11-21T14:23:18Z (UTC), or with its offset: 2026-11-21 09:23:18 -05:00.',
  );
}

/** Null: empty. */
export function yesNo(cells: Cells, column: string): boolean | null {
  const text = cells.row.cell(column).toLowerCase();
  if (text === '') return null;
  if (['yes', 'y', 'true', '1'].includes(text)) return true;
  if (['no', 'n', 'false', '0'].includes(text)) return false;
  throw cellFault(cells, column, `${quoted(text)} is neither yes nor no.`, 'Write yes or no.');
}

/** An identity: at most 60 characters on one line, without the sign that joins an order's id and its refund's. */
export function idOf(cells: Cells, column: string): string {
  const text = cells.row.cell(column);
   
  if (text.length > 60 || /[\u0000-\u001f~]/.test(text)) throw cellFault(
    cells, column, `${quoted(text)} cannot be an id.`,
    'Use at most 60 letters, digits and signs other than ~, on one line.',
  );
  return text;
}

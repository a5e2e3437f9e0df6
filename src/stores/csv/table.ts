/** Reads a CSV file row by row from any place in it, in bounded memory, and knows for each row its line and where the next one begins. */
import { parse } from 'csv-parse';
import { parse as parseAll } from 'csv-parse/sync';
import { errorCode, type Disk } from './disk.ts';
import { badFileFailure, FolderFault, linked } from './folderFailure.ts';

/** Where a row begins: bytes from the file's start, and its line (from 1). */
export type Place = { readonly at: number; readonly line: number };

export type Row = {
  /** By column, trimmed; absent and empty cells are ''. */
  readonly cell: (column: string) => string;
  readonly line: number;
  readonly next: Place;
  /** Why its cells cannot be told apart; null: they can. */
  readonly fault: string | null;
};

/** `meta`: columns named `meta:KEY`, kept as they are spelled. */
export type Table = {
  readonly file: string;
  readonly path: string;
  readonly columns: readonly string[];
  readonly delimiter: string;
  readonly first: Place;
  readonly meta: readonly string[];
};

export type Columns = { readonly known: readonly string[]; readonly required: readonly string[] };

/** The header line must end within this. */
const MOST_HEADER = 65_536;
const MOST_RECORD = 1_048_576;
const MARK = Buffer.from([0xEF, 0xBB, 0xBF]);
const LINE_ENDS = ['\r\n', '\n'];
const UTF8 = 'In Excel choose "CSV UTF-8 (Comma delimited)" when you save it, and put it there again.';

/** Reads the header. `file`: as problems name it. Rejects with FolderFault (`csvFileUnreadable`, `folderLink`) and with file errors. */
export async function openTable(disk: Disk, path: string, file: string, { known, required }: Columns): Promise<Table> {
  const fault = (what: string, todo: string): FolderFault => new FolderFault(badFileFailure({ file, line: 1 }, what, todo));
  const fact = await disk.look(path);
  if (fact !== null && fact.kind !== 'file') throw new FolderFault(linked(path));
  const head = await readHead(disk, path);
  if (head === null) throw fault('there is no header line.', `The first line must name the columns: ${required.join(', ')} …`);
  const { text, end } = head;
  if (text.includes('\u0000') || text.startsWith('\uFFFD')) throw fault('this is no text in UTF-8.', UTF8);
  const delimiter = delimiterOf(text);
  const columns = cellsOf(text, delimiter).map(columnName);
  const last = columns.findLastIndex((column) => column !== '') + 1;
  const named = columns.slice(0, last);
  const twice = named.find((column, index) => column !== '' && named.indexOf(column) !== index);
  const stranger = named.find((column) => !known.includes(column) && !/^meta:.{1,50}$/.test(column));
  const missing = required.filter((column) => !named.includes(column));
  if (missing.length > 0) throw fault(
    `the column ${missing.join(', ')} is missing.`,
    `The first line must name it. It names now: ${named.slice(0, 12).join(', ')}${named.length > 12 ? ' …' : ''}.`,
  );
  if (twice !== undefined) throw fault(`two columns are called ${twice}.`, 'Remove or rename one of them.');
  if (stranger !== undefined) throw fault(
    stranger === '' ? 'a column has no name.' : `the column "${stranger.slice(0, 60)}" is not known.`,
    `Remove it, or call it meta:${stranger === '' ? 'NAME' : stranger.slice(0, 50)} to have it kept as a field of the order. Known are: ${known.join(', ')}.`,
  );
  return { file, path, columns: named, delimiter, first: { at: end, line: 2 }, meta: named.filter((column) => column.startsWith('meta:')) };
}

/** The first line as text, and where the second begins. Null: the file is empty. */
async function readHead(disk: Disk, path: string): Promise<{ readonly text: string; readonly end: number } | null> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of disk.read(path, 0)) {
    bytes = Buffer.concat([bytes, chunk]);
    if (bytes.includes(0x0A) || bytes.length > MOST_HEADER) break;
  }
  if (bytes.length === 0) return null;
  const found = bytes.indexOf(0x0A);
  const end = found === -1 ? bytes.length : found + 1;
  const text = bytes.subarray(bytes.subarray(0, 3).equals(MARK) ? 3 : 0, end).toString().replace(/\r?\n$/, '');
  return text.trim() === '' ? null : { text, end };
}

/** What stands most often between the header's words, which hold none of the three themselves. */
function delimiterOf(header: string): string {
  const count = (sign: string): number => header.split(sign).length;
  return [';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best), ',');
}

function cellsOf(header: string, delimiter: string): readonly string[] {
  try {
    const [cells = []] = parseAll(header, { delimiter, relax_quotes: true, relax_column_count: true });
    return cells;
  } catch {
    return header.split(delimiter);
  }
}

/** `Order ID` is order_id; what stands after `meta:` is the person's own. */
function columnName(text: string): string {
  const plain = text.trim();
  return /^meta:/i.test(plain) ? `meta:${plain.slice(5).trim()}` : plain.toLowerCase().replace(/[\s-]+/g, '_');
}

/** The rows from a place on. Ends with FolderFault where what follows cannot be told apart (a quotation mark that is never closed), after all rows before it. */
export async function* readRows(disk: Disk, table: Table, from: Place): AsyncGenerator<Row> {
  const lines = createLineCounter(from);
  let parsed: { readonly record: readonly string[]; readonly bytes: number }[] = [];
  const parser = parse({
    delimiter: table.delimiter, record_delimiter: LINE_ENDS, relax_column_count: true, skip_empty_lines: true, max_record_size: MOST_RECORD,
    ...(from.at === 0 ? { bom: true } : {}),
    // Kept here and not passed on: a stream that fails throws away what it has read.
    on_record: (record: readonly string[], { bytes }) => { parsed.push({ record, bytes }); return null; },
  });
  const rows = function* (): Generator<Row> {
    const batch = parsed;
    parsed = [];
    for (const { record, bytes } of batch) {
      const end = from.at + bytes;
      const after = lines.upTo(end);
      const inside = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
      if (record.every((cell) => cell.trim() === '')) continue;
      yield {
        line: after - inside - (lines.endsLine(end) ? 1 : 0), next: { at: end, line: after }, cell: cellReader(table.columns, record),
        fault: faultOf(table.columns, record),
      };
    }
  };
  const faults: Error[] = [];
  parser.on('error', (cause) => { faults.push(cause); });
  try {
    for await (const chunk of disk.read(table.path, from.at)) {
      lines.see(chunk);
      await new Promise<void>((resolve) => { parser.write(chunk, () => { resolve(); }); });
      yield* rows();
      if (faults.length > 0) break;
    }
    if (faults.length === 0) await new Promise<void>((resolve) => { parser.once('close', resolve).once('end', resolve).resume().end(); });
    yield* rows();
    const [fault] = faults;
    if (fault !== undefined) throw new FolderFault(badFileFailure(
      { file: table.file, line: lines.reached() }, faultWords(errorCode(fault)),
      'Correct it there; what stands before it has been read. Put the corrected file there again.',
    ));
  } finally {
    parser.destroy();
  }
}

function cellReader(columns: readonly string[], record: readonly string[]): Row['cell'] {
  return (column) => {
    const index = columns.indexOf(column);
    return index === -1 ? '' : (record[index] ?? '').trim();
  };
}

function faultOf(columns: readonly string[], record: readonly string[]): string | null {
  if (record.slice(columns.length).some((cell) => cell.trim() !== '')) {
    return `it has ${String(record.length)} cells, but the header names ${String(columns.length)} columns; a comma inside a text needs quotation marks around the text`;
  }
  return record.some((cell) => cell.includes('\uFFFD')) ? 'it has letters that are not UTF-8' : null;
}

function faultWords(code: string): string {
  if (code === 'CSV_MAX_RECORD_SIZE') return 'a row is longer than a million characters; a quotation mark is probably not closed.';
  return 'a quotation mark is open or out of place here.';
}

type LineCounter = {
  /** Remembers where the lines of the next chunk end. */
  see(chunk: Buffer): void;
  /** The line that begins at or after this byte of the file; asked in rising order. */
  upTo(end: number): number;
  /** Does the byte before `end` end a line? */
  endsLine(end: number): boolean;
  /** The line counted to so far. */
  reached(): number;
};

/** The parser's own count takes a line end inside quotation marks for two. */
function createLineCounter(from: Place): LineCounter {
  let { line } = from;
  let read = from.at;
  let ends: number[] = [];
  let counted = 0;
  let lastEnd = -1;
  return {
    see(chunk) {
      for (let at = chunk.indexOf(0x0A); at !== -1; at = chunk.indexOf(0x0A, at + 1)) ends.push(read + at + 1);
      read += chunk.length;
    },
    upTo(end) {
      for (; counted < ends.length && (ends[counted] ?? Infinity) <= end; counted += 1) {
        line += 1;
        lastEnd = ends[counted] ?? lastEnd;
      }
      if (counted > 4_096) {
        ends = ends.slice(counted);
        counted = 0;
      }
      return line;
    },
    endsLine: (end) => lastEnd === end,
    reached: () => line,
  };
}

/** Cells of a CSV file that a person may have had in a spreadsheet: nothing in it is carried out there, and what was written is read back to the letter. */

/** What a spreadsheet takes for a formula (OWASP, CSV injection); texts that already begin with apostrophes and then so are told apart by one more. */
const FORMULA = /^'*[=+\-@\t\r]/;
const HIDDEN = /^'+[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;
const END = '\r\n';
const DELIMITERS = [',', ';', '\t'] as const;

export function linkRow(cells: readonly string[]): string {
  return cells.map(writeCell).join(',') + END;
}

function writeCell(text: string): string {
  const harmless = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",;\r\n\t]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** What a cell said before it was made harmless. */
export function readCell(text: string): string {
  return HIDDEN.test(text) ? text.slice(1) : text;
}

/** `line`: where the row begins, counted from 1 as editors do. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };
/** `openQuote`: the line where a cell began whose closing quote never came; the rows from there on are not there. */
export type CsvText = { readonly rows: readonly CsvRow[]; readonly openQuote: number | null };

/** RFC 4180, with comma, semicolon or tab as the first line has it, with or without a byte order mark. Empty lines are left out. */
export function readCsv(text: string): CsvText {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const delimiter = delimiterOf(body);
  const rows: CsvRow[] = [];
  let at = 0;
  let line = 1;
  while (at < body.length) {
    const began = line;
    const cells: string[] = [];
    for (;;) {
      const cell = body.charAt(at) === '"' ? quoted(body, at, delimiter) : bare(body, at, delimiter);
      if (cell === null) return { rows, openQuote: began };
      line += newlines(cell.text);
      cells.push(cell.text);
      at = cell.end;
      if (body.charAt(at) !== delimiter) break;
      at += 1;
    }
    if (cells.some((cell) => cell !== '')) rows.push({ line: began, cells });
    at += body.startsWith(END, at) ? 2 : 1;
    line += 1;
  }
  return { rows, openQuote: null };
}

type Cell = { readonly text: string; /** The place of what follows: a delimiter, the end of a line, or the end. */ readonly end: number };

function bare(text: string, from: number, delimiter: string): Cell {
  let end = from;
  while (end < text.length && text.charAt(end) !== delimiter && text.charAt(end) !== '\n' && text.charAt(end) !== '\r') end += 1;
  return { text: text.slice(from, end), end };
}

/** What stands between the closing quote and the next delimiter belongs to the cell, as spreadsheets read it. */
function quoted(text: string, from: number, delimiter: string): Cell | null {
  let content = '';
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return null;
    content += text.slice(at, quote);
    if (text.charAt(quote + 1) !== '"') {
      const rest = bare(text, quote + 1, delimiter);
      return { text: content + rest.text, end: rest.end };
    }
    content += '"';
    at = quote + 2;
  }
}

function newlines(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/** The one that the heading has most of, outside of quotes. */
function delimiterOf(text: string): string {
  const heading = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => heading.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

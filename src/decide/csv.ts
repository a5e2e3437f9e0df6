/** Comma-separated values as spreadsheets read them (RFC 4180), with nothing in them that a spreadsheet would carry out. */

/** Rows end so; Excel wants both characters. */
const END = '\r\n';
/** Tells Excel that the text is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

const NUMBER = /^-?\d+(\.\d+)?$/;
/** What a spreadsheet takes for a formula when a cell begins with it (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

export function csvRow(cells: readonly string[]): string {
  return cells.map(cell).join(',') + END;
}

function cell(text: string): string {
  const harmless = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Comma-separated values as spreadsheets read them (RFC 4180), with nothing in them that a spreadsheet would carry out. */

/** Rows end so; Excel wants both characters. */
const END = '\r\n';
/** Tells Excel that the text is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

const NUMBER = /^-?\d+(\.\d+)?$/;
/** Signs that begin a formula (OWASP, CSV injection), the full-width ones of Asian keyboards too, and what programs skip before them. */
const SIGN = /[=+\-@＝＋－＠]/;
/** A run is taken whole and once, so that many blanks cost no more than few. */
const SKIPPED = /[;\s"\0\uFEFF]+/g;
/** A program that divides cells elsewhere (the semicolon where a comma is the decimal sign, a tab, each line) finds a beginning in the middle of a text. */
const BORDER = /[;\t\r\n]/;

export function csvRow(cells: readonly string[]): string {
  return cells.map(cell).join(',') + END;
}

function cell(text: string): string {
  const harmless = NUMBER.test(text) ? text : disarmed(text);
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** An apostrophe before what a spreadsheet would carry out: at the beginning, and wherever a cell may begin for another program. */
function disarmed(text: string): string {
  let start = '';
  const inner = text.replace(SKIPPED, (run, at: number) => {
    if (!SIGN.test(text.charAt(at + run.length))) return run;
    if (at === 0) start = '\'';
    return BORDER.test(run) ? `${run}'` : run;
  });
  return start !== '' || SIGN.test(text.charAt(0)) || /^[\t\r\n]/.test(text) ? `'${inner}` : inner;
}

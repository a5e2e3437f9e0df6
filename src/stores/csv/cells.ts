/** Cells as we write them: nothing in them that a spreadsheet would carry out, and read back they are what they were. */

/** Rows end so; Excel wants both characters. */
const END = '\r\n';
/** Tells Excel that the text is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** Signs that begin a formula (OWASP, CSV injection), the full-width ones of Asian keyboards too. */
const SIGN = '[=+\\-@＝＋－＠]';
const SKIPPED = '[ \\0\\u00A0\\uFEFF]*';
/** Also after what another program may take for the end of a cell. An apostrophe keeps a spreadsheet from computing; one that is there gets another. */
const RISKY = new RegExp(`(^|[;,|\\t\\r\\n"])(?='*${SKIPPED}${SIGN})`, 'g');
const DEFUSED = new RegExp(`(^|[;,|\\t\\r\\n"])'(?='*${SKIPPED}${SIGN})`, 'g');

/** The text with an apostrophe before everything that a spreadsheet would carry out. */
export function defuse(text: string): string {
  return text.replace(RISKY, '$1\'');
}

/** The exact opposite of `defuse`; texts it never makes are left as they are. */
export function undefuse(text: string): string {
  return text.replace(DEFUSED, '$1');
}

/** A cell of text: defused, and in quotation marks where it needs them. */
export function textCell(text: string): string {
  const harmless = defuse(text);
  return /[",;|\t\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A row of cells that are ready: text by `textCell`, numbers and times as they are. */
export function row(cells: readonly string[]): string {
  return cells.join(',') + END;
}

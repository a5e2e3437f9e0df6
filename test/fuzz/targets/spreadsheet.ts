/** Texts from shops and company files in an exported table and in the log: no cell that a spreadsheet would carry out, no line, colour or direction that is not ours. */
import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { csvRow } from '../../../src/decide/csv.ts';
import { createLog } from '../../../src/engine/host/log.ts';
import { createRedactor } from '../../../src/engine/host/redact.ts';
import type { Dice } from '../../faults/random.ts';
import { CHARACTERS, FORMULAS, NUMBERS } from '../dictionary.ts';
import type { Target } from '../harness.ts';
import { anyText, mutateText } from '../mutate.ts';

const NUMBER = /^-?\d+(\.\d+)?$/;
/** What begins a formula in a spreadsheet, full-width signs included (OWASP, "CSV Injection"). */
const BEGINS_FORMULA = /^[\s\0\ufeff]*[=+\-@＝＋－＠]/;
const PIECES = [...FORMULAS, ...FORMULAS, ...CHARACTERS, ...NUMBERS, 'MUG-RED', '1001', 'https://x.example/?a=b', '"', '""', '"\r\n'];

function anyCells(dice: Dice): readonly string[] {
  return Array.from({ length: dice.from(1, 6) }, () => (dice.chance(0.3) ? dice.pick(PIECES) : mutateText(dice, anyText(dice, 20), PIECES)));
}

/** The row as a spreadsheet shows it that takes another character for the border of its cells, as Excel does where the comma is a decimal sign. */
function cellsBy(row: string, delimiter: string): readonly string[] {
  try {
    return (parse(row, { delimiter, relax_quotes: true, relax_column_count: true, skip_empty_lines: true }) as readonly (readonly string[])[]).flat();
  } catch {
    return []; // where it cannot be divided so at all, nothing is shown
  }
}

/** A program that knows nothing of quotes, or loses count of them. */
function naiveCells(row: string, delimiter: string): readonly string[] {
  return row.split(/\r\n|\n|\r/).flatMap((line) => line.split(delimiter)).map((cell) => cell.replace(/^"+/, ''));
}

function checkRow(cells: readonly string[]): string | null {
  const row = csvRow(cells);
  const read = parse(row, { relax_column_count: true }) as readonly (readonly string[])[];
  if (read.length !== 1 || read[0]?.length !== cells.length) return `${String(cells.length)} cells become ${String(read.length)} rows of ${String(read[0]?.length)}`;
  for (const [index, cell] of read[0].entries()) {
    if (cell.toWellFormed().replaceAll('\'', '') !== (cells[index] ?? '').toWellFormed().replaceAll('\'', '')) return `a cell changed: ${JSON.stringify(cell.slice(0, 60))}`;
  }
  for (const [how, shown] of [
    ['a comma', read[0]], ['a semicolon', cellsBy(row, ';')], ['a tab', cellsBy(row, '\t')],
    ['a semicolon without quotes', naiveCells(row, ';')], ['a tab without quotes', naiveCells(row, '\t')],
  ] as const) {
    const formula = shown.find((cell) => BEGINS_FORMULA.test(cell) && !NUMBER.test(cell));
    if (formula !== undefined) return `a formula where ${how} divides: ${JSON.stringify(formula.slice(0, 60))}`;
  }
  return null;
}

export const spreadsheet: Target = {
  name: 'spreadsheet',
  atOnce: 1,
  open() {
    const folder = mkdtempSync(join(tmpdir(), 'stockbridge-fuzz-'));
    const path = join(folder, 'fuzz.log');
    const log = createLog({ path, redactor: createRedactor() });

    const checkLog = (cells: readonly string[]): string | null => {
      const [order = '', sku = ''] = cells;
      log.warn({ order, sku, problem: { what: cells.join(' ') } }, order);
      const text = readFileSync(path, 'utf8');
      truncateSync(path);
      if (text.indexOf('\n') !== text.length - 1) return 'one event is not one line in the log';
      if (/[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/.test(text)) return 'the log holds characters that a terminal or an editor carries out';
      const line = JSON.parse(text) as { readonly msg?: unknown; readonly sku?: unknown };
      return typeof line.msg === 'string' ? null : 'a log line without its message';
    };

    return {
      make: (dice) => JSON.stringify(anyCells(dice)),
      check(input) {
        let cells: unknown;
        try {
          cells = JSON.parse(input);
        } catch {
          return null;
        }
        if (!Array.isArray(cells) || cells.length === 0 || !cells.every((cell) => typeof cell === 'string')) return null;
        // Every exported row begins with its time.
        return checkRow(['2026-11-21 10:00:00', ...cells]) ?? checkLog(cells);
      },
      close: () => { rmSync(folder, { recursive: true, force: true }); },
    };
  },
};

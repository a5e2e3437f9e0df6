/** What we write into a CSV file is what is read from it, whatever the text, and nothing in it begins a formula. */
import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { defuse, row, textCell, undefuse } from '../../src/stores/csv/cells.ts';

const tricky = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '＝', '\'', '"', ',', ';', '|', '\t', '\r', '\n', ' ', '\u00A0', '\uFEFF', '\0', 'a', '1', 'ü'), maxLength: 12 });
const text = fc.oneof(tricky, fc.string({ unit: 'grapheme', maxLength: 20 }));

describe('cells', () => {
  it('are read as they were written', () => {
    fc.assert(fc.property(fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 }), (rows) => {
      const written = `a,b,c\r\n${rows.map((cells) => row(cells.map(textCell))).join('')}`;
      const read: string[][] = parse(written, { record_delimiter: ['\r\n', '\n'] }).slice(1);
      expect(read.map((cells) => cells.map(undefuse))).toEqual(rows);
    }), { numRuns: 2_000 });
  });

  it('hold no formula, also for programs that divide them elsewhere', () => {
    fc.assert(fc.property(text, (one) => {
      const cell = defuse(one);
      for (const part of [cell, ...cell.split(/[;,|\t\r\n"]/)]) expect(part).not.toMatch(/^[ \0\u00A0\uFEFF]*[=+\-@＝＋－＠]/);
      expect(undefuse(cell)).toBe(one);
    }), { numRuns: 2_000 });
  });
});

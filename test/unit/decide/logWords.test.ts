/** What a person types into the log's search box, and what leaves it as a file. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRow } from '../../../src/decide/csv.ts';
import { searchWords } from '../../../src/decide/searchWords.ts';

describe('searchWords', () => {
  it.each([
    ['Red  MUG', ['red', 'mug']], ['TEE-RED-007', ['tee', 'red', '007']], ['  ', []], ['"*:^ AND (', ['and']], ['café 12.5', ['café', '12', '5']], ['mug Mug', ['mug']], ['Größe', ['größe']],
  ])('splits %j', (text, words) => {
    expect(searchWords(text)).toEqual(words);
  });

  it('lets nothing through that has a meaning of its own in a query', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      for (const word of searchWords(text)) expect(word).not.toMatch(/["*^():\s{}+-]/);
      expect(searchWords(text).length).toBeLessThanOrEqual(12);
    }));
  });
});

describe('csvRow', () => {
  it('quotes what needs it, and ends as Excel wants it', () => {
    expect(csvRow(['a', 'b,c', 'say "x"', 'two\nlines', ''])).toBe('a,"b,c","say ""x""","two\nlines",\r\n');
  });

  it.each(['=1+1', '+1', '-1+cmd', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("http://x")'])('disarms %j', (text) => {
    const cell = csvRow([text]).slice(0, -2).replace(/^"|"$/g, '');
    expect(cell.startsWith('\'')).toBe(true);
  });

  it.each([
    ['x;=1+1', 'x;\'=1+1'], ['x\t@SUM(1)', 'x\t\'@SUM(1)'], ['first\n-1+cmd', '"first\n\'-1+cmd"'], ['＝1+1', '\'＝1+1'], [' =1', '\' =1'], ['\n=1', '"\'\n\'=1"'], ['"=1', '"\'""=1"'],
  ])('disarms %j where a program divides cells elsewhere, or skips what stands before', (text, written) => {
    expect(csvRow([text])).toBe(`${written}\r\n`);
  });

  it('takes a text of any length: two million blanks cost no more than each of them', () => {
    for (const character of ['\r', ' ', ';', '"', '\t']) expect(csvRow([`x${character.repeat(2_000_000)}y`]).length).toBeGreaterThan(2_000_000);
  });

  it.each(['-3', '12.5', '-0.5', '007'])('leaves the number %s a number', (text) => {
    expect(csvRow([text])).toBe(`${text}\r\n`);
  });

  it('begins no cell with what a spreadsheet carries out, whatever the text', () => {
    fc.assert(fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), (cells) => {
      for (const cell of cells) {
        const written = csvRow([cell]).slice(0, -2);
        const read = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
        expect(/^[=+@\t\r]/.test(read)).toBe(false);
        expect(read.startsWith('-') && !/^-\d+(\.\d+)?$/.test(read)).toBe(false);
        // Nothing but apostrophes is added.
        expect(read.replaceAll('\'', '')).toBe(cell.replaceAll('\'', ''));
      }
    }));
  });
});

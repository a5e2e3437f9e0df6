/** Properties of texts made storable for QuickBooks. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toName, toQuickBooksText } from '../../src/quickbooks/text.ts';
import { escapeXml } from '../../src/quickbooks/xml/write.ts';

const anything = fc.oneof(
  fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.string(),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((codes) => String.fromCharCode(...codes)),
  fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t', 'é', 'ж', 'Ω', '“', '…', '🎁', '½', '⅓', ':', '：', '\u0301', '\ud800', 'a', '٣',
    '\u00a0', 'ﬁ', 'ǆ') }),
);
/** Windows-1252 without its control characters. */
const STORABLE = /^[ -~\u00a1-\u00ac\u00ae-\u00ff€ƒ†‡ˆ‰ŠŒŽ˜™šœžŸ]*$/;

describe('toQuickBooksText', () => {
  it('is storable, trimmed, within the limit, and the same when made again', () => {
    fc.assert(fc.property(anything, fc.integer({ min: 0, max: 50 }), (input, limit) => {
      const { text, cut, changed } = toQuickBooksText(input, limit);
      expect(text).toMatch(STORABLE);
      expect(text).toBe(text.trim());
      expect(text).not.toMatch(/ {2}/);
      expect(text.length).toBeLessThanOrEqual(limit);
      expect(changed).toBe(text !== input);
      expect(toQuickBooksText(text, limit)).toEqual({ text, cut: false, changed: false });
      if (!cut) expect(toQuickBooksText(input, 10_000).text).toBe(text);
    }), { numRuns: 2000 });
  });

  it('keeps at most newlines beside that', () => {
    fc.assert(fc.property(anything, fc.integer({ min: 0, max: 50 }), (input, limit) => {
      const { text } = toQuickBooksText(input, limit, { newlines: true });
      for (const line of text.split('\n')) {
        expect(line).toMatch(STORABLE);
        expect(line).toBe(line.trim());
      }
      expect(toQuickBooksText(text, limit, { newlines: true }).text).toBe(text);
    }), { numRuns: 1000 });
  });

  it('leaves every storable text alone', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'azAZ09&<>"\'éÿñß€™Šœ£½.,-/#') , minLength: 1, maxLength: 40 }), (input) => {
      expect(toQuickBooksText(input, 40)).toEqual({ text: input, cut: false, changed: false });
    }));
  });

  it('loses nothing more on its way into XML', () => {
    fc.assert(fc.property(anything, (input) => {
      const { text } = toQuickBooksText(input, 200);
      const back = escapeXml(text).replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
        .replace(/&(lt|gt|quot|apos);/g, (_, entity: 'lt' | 'gt' | 'quot' | 'apos') =>
          ({ lt: '<', gt: '>', quot: '"', apos: '\'' })[entity]).replace(/&amp;/g, '&');
      expect(back).toBe(text);
    }));
  });
});

describe('toName', () => {
  it('is never empty and never holds a colon', () => {
    fc.assert(fc.property(anything, fc.integer({ min: 1, max: 41 }), (input, limit) => {
      const { text } = toName(input, limit);
      expect(text).toMatch(STORABLE);
      expect(text).not.toContain(':');
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThanOrEqual(limit);
      expect(text).toBe(text.trim());
    }), { numRuns: 1000 });
  });
});

/** What becomes of buyers' texts before QuickBooks sees them. */
import { describe, expect, it } from 'vitest';
import { toName, toQuickBooksText } from '../../../src/quickbooks/text.ts';

const storable = (input: string): string => toQuickBooksText(input, 200).text;

describe('toQuickBooksText', () => {
  it.each([
    ['plain text', 'plain text'],
    ['  runs   of\t\tspaces \u00a0\u2003x ', 'runs of spaces x'],
    ['“smart” ‘quotes’ – dash — dash… • ‹a› ‚b„', '"smart" \'quotes\' - dash - dash... * \'a\' \'b"'],
    ['Zoë Müller-Ångström, ÆØÅ ñ ß € £ ™ œ Š', 'Zoë Müller-Ångström, ÆØÅ ñ ß € £ ™ œ Š'],
    ['e\u0301 composed', 'é composed'],
    ['Łódź, Đorđe, İstanbul ışık, Ștefan, Nguyễn', 'Lódz, Dorde, Istanbul isik, Stefan, Nguyen'],
    ['Ελλάδα Ψυχή Θεός', 'Ellada Psychi Theos'],
    ['Щукин Ёлка объект Чайковский', 'Shchukin Yolka obekt Chaykovskiy'],
    ['Київ Ґанок Њ', 'Kiyiv Ganok Nj'],
    ['北京 نص', '?? ??'],
    ['٠٣٤ १२ ۵ ３', '034 12 5 3'],
    ['gift 🎁 for 👩‍👩‍👧 1️⃣ 🇩🇪 ok', 'gift for 1 ok'],
    ['2⅓ cups ½ ﬁne Ｆull № 5', '2 1/3 cups ½ fine Full No. 5'],
    ['nul\u0000 bel\u0007 del\u007f c1\u0081 shy\u00ad zw\u200b bom\ufeff', 'nul bel del c1 shy zw bom'],
    ['lone \ud83d surrogate \udc00', 'lone surrogate'],
    ['a\nb\r\nc\u2028d', 'a b c d'],
    ['🎁', ''],
  ])('makes %j storable', (input, expected) => {
    expect(storable(input)).toBe(expected);
  });

  it('keeps newlines on request, without spaces around them', () => {
    expect(toQuickBooksText(' one  \r\n two\n\n three \n', 100, { newlines: true }).text).toBe('one\ntwo\n\nthree');
  });

  it('cuts by characters before escaping, never ends in a space, and says so', () => {
    expect(toQuickBooksText('a & é € b', 7)).toEqual({ text: 'a & é €', cut: true, changed: true });
    expect(toQuickBooksText('ab cd', 3)).toEqual({ text: 'ab', cut: true, changed: true });
    expect(toQuickBooksText('abc', 3)).toEqual({ text: 'abc', cut: false, changed: false });
    expect(toQuickBooksText('abc ', 3)).toEqual({ text: 'abc', cut: false, changed: true });
    expect(toQuickBooksText('…', 2)).toEqual({ text: '..', cut: true, changed: true });
    expect(toQuickBooksText('abc', 0).text).toBe('');
  });
});

describe('toName', () => {
  it('replaces colons, also those that only turn into one', () => {
    expect(toName('ACME: West：1', 41).text).toBe('ACME- West-1');
  });

  it('is never empty', () => {
    expect(toName('🎁', 41)).toEqual({ text: '-', cut: false, changed: true });
    expect(toName(' ', 41, 'Web customer 7').text).toBe('Web customer 7');
    expect(toName('', 5, 'Web customer').text).toBe('Web c');
  });

  it('cuts to the limit', () => {
    expect(toName('x'.repeat(60), 41)).toEqual({ text: 'x'.repeat(41), cut: true, changed: true });
  });
});

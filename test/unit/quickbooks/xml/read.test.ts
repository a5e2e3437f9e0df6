/** Both XML readers: one tree for well-formed documents, one refusal for the rest, whatever the size. */
import { describe, expect, it } from 'vitest';
import { LARGE_TEXT, MAX_DEPTH, readWithSaxes, readWithXml2js, readXml } from '../../../../src/quickbooks/xml/read.ts';
import { element } from '../../../../src/quickbooks/xml/tree.ts';
import { codeOf, good } from '../samples.ts';

const readers = [['xml2js', readWithXml2js], ['saxes', readWithSaxes]] as const;

describe.each(readers)('read with %s', (_name, read) => {
  it('keeps the order of children, attributes, leaf white space and joined text', () => {
    const text = '<?xml version="1.0" encoding="windows-1252"?><?qbxml version="13.0"?><!-- hello -->\n'
      + '<r a="1" b="&lt;&#233;">\n  <x>1</x>\n  <y> two </y><x/><z> </z><x>3&amp;<![CDATA[<4>]]><!-- -->5</x>\n</r>';
    expect(good(read(text))).toEqual(element('r', [
      element('x', '1'), element('y', ' two '), element('x'), element('z', ' '), element('x', '3&<4>5'),
    ], { a: '1', b: '<é' }));
  });

  it('keeps text beside elements, and names that collide with the libraries\' own keys', () => {
    const text = '<_>t<__text__>a</__text__><_>b</_><cdata>c</cdata><constructor>d</constructor><__text__/>u</_>';
    expect(good(read(text))).toEqual({
      name: '_', attributes: {}, text: 'tu',
      children: [element('__text__', 'a'), element('_', 'b'), element('cdata', 'c'), element('constructor', 'd'), element('__text__')],
    });
  });

  it('takes a byte order mark and white space before the document, and any line ends', () => {
    expect(good(read('\uFEFF \r\n<?xml version="1.0" ?>\r\n<a><b>1\r\n2\r3</b></a>\r\n')).children).toEqual([element('b', '1\n2\n3')]);
  });

  it('reads attribute values as one line', () => {
    expect(good(read('<a m="one\ntwo&#10;three\tfour"/>')).attributes).toEqual({ m: 'one two three four' });
  });

  it('puts U+FFFD for characters XML forbids instead of refusing the whole answer', () => {
    expect(good(read('<a b="\u0001"><c>x\u000By&#31;&#x0;&#xD800;z\uFFFE\uD800&#128512;😀</c></a>'))).toEqual(
      element('a', [element('c', 'x\uFFFDy\uFFFD\uFFFD\uFFFDz\uFFFD\uFFFD😀😀')], { b: '\uFFFD' }));
  });

  it.each([
    // The comment begins with what looks like its end; one library read the declaration behind it.
    '<!--> <x --><!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', '<!---> x --><!DOCTYPE a><a/>',
    '<!DOCTYPE a><a/>', '<?xml version="1.0"?>\n<!-- c --><!doctype a [<!ENTITY e "x">]><a>&e;</a>', '<!ENTITY e "x"><a/>',
  ])('refuses the document type of %s', (text) => {
    expect(codeOf(read(text))).toBe('xmlDoctype');
  });

  it('does not mistake a comment, a CDATA section or escaped text for a document type', () => {
    expect(good(read('<!-- <!DOCTYPE a> --><a><![CDATA[<!DOCTYPE]]>&lt;!ENTITY</a>')).text).toBe('<!DOCTYPE<!ENTITY');
  });

  it.each([
    '', '   ', 'NoOp', '<', '<a', '<a>', '<a></b>', '<a/><b/>', '<a/>x', 'x<a/>', '<a>&unknown;</a>', '<a>&</a>', '<a b=1/>', '<a b/>',
    '<a><!-- -- --></a>', '<a><b></a></b>', '<a/><!DOCTYPE a>', '<a><?xml version="1.0"?></a>', '<!-- never closed', '<a><![CDATA[x</a>',
      '<a b="1',
    // Found by npm run fuzz: one of the two libraries takes these.
    '<a>< b/></a>', '<a></\na>', '<??><a/>', '<?x"?><a/>', '<?xml?><a/>', '<?xml version="2.0"?><a/>',
  ])('refuses %j as malformed, with a position', (text) => {
    const result = read(text);
    expect(codeOf(result)).toBe('xmlMalformed');
    expect(result.ok ? '' : result.error.what).toMatch(/line \d+, column \d+/);
  });

  it('names the line a document breaks on', () => {
    const result = read('<a>\n<b>\n</c>\n</a>');
    expect(result.ok ? '' : result.error.what).toContain('line 3');
  });

  it('takes the deepest allowed nesting and no deeper', () => {
    const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);
    expect(codeOf(read(nested(MAX_DEPTH)))).toBe('ok');
    expect(codeOf(read(nested(MAX_DEPTH + 1)))).toBe('xmlTooDeep');
    expect(codeOf(read('<a>'.repeat(80_000)))).toBe('xmlTooDeep');
  });
});

describe('readXml', () => {
  it('survives very deep and very wide input', () => {
    expect(codeOf(readXml('<a>'.repeat(2_000_000)))).toBe('xmlTooDeep');
    const wide = good(readXml(`<a>${'<b>1</b>'.repeat(300_000)}</a>`));
    expect(wide.children).toHaveLength(300_000);
  });

  it('reads a text just under and just over the limit alike', () => {
    const filled = (size: number): string => `<a><b>${'x'.repeat(size - 14)}</b></a>`;
    for (const size of [LARGE_TEXT - 1, LARGE_TEXT]) {
      const text = filled(size);
      expect(text).toHaveLength(size);
      expect(good(readXml(text)).children[0]?.text).toHaveLength(size - 14);
    }
  });

  it('keeps characters that fall on the border of a slice', () => {
    const text = `<a>${'é😀&amp;'.repeat(60_000)}</a>`;
    expect(good(readXml(text)).text).toBe('é😀&'.repeat(60_000));
  });
});

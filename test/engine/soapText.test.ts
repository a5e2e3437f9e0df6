/** What stands between the tags of a SOAP call comes out as it was written, whatever escapes it was written with. */
import { describe, expect, it } from 'vitest';
import { parseXml, XmlError } from '../../src/engine/soap/parseXml.ts';

function textOf(inner: string): string {
  return parseXml(`<a>${inner}</a>`).text;
}

describe('text in a call', () => {
  it.each([
    ['nothing to undo', 'plain — ☃ 😀', 'plain — ☃ 😀'],
    ['the two of every tag', '&lt;b&gt;&lt;/b&gt;', '<b></b>'],
    ['the others', '&amp;&quot;&apos;', '&"\''],
    ['an escape inside an escape, once', '&amp;lt;', '&lt;'],
    ['numbers', '&#65;&#x42;&#x00043;&#0000068;', 'ABCD'],
    ['characters of two, three and four bytes', '&#233;&#x2603;&#128512;', 'é☃😀'],
    ['the last character there is', '&#x10FFFF;', '\u{10FFFF}'],
    ['control characters, which .NET writes', '&#x1F;&#0;', '\u001f\u0000'],
    ['between letters of several bytes', 'é&lt;☃&amp;😀&gt;é', 'é<☃&😀>é'],
    ['at both ends', '&gt;x&lt;', '>x<'],
    ['names that look alike', '&lt;lt;&gt;gt; lt; gt;', '<lt;>gt; lt; gt;'],
  ])('%s', (_what, written, read) => {
    expect(textOf(written)).toBe(read);
  });

  it('is a string of its own length, not of its escapes', () => {
    const items = '&lt;ItemRet&gt;é&amp;&lt;/ItemRet&gt;'.repeat(20_000);
    expect(textOf(items)).toBe('<ItemRet>é&</ItemRet>'.repeat(20_000));
  });

  it.each([
    '&', '&;', '&lt', '& lt;', '&LT;', '&nbsp;', '&constructor;', '&#;', '&#x;', '&#12345678;',
    '&#x1234567;', '&#-1;', '&#1.;', '&#xG;', '&lé;', 'a&b;c', '&ltt;',
  ])('refuses %s', (written) => {
    expect(() => textOf(written)).toThrow(XmlError);
  });

  it.each(['&#xD800;', '&#57343;', '&#x110000;', '&#9999999;'])('refuses the character %s, which does not exist', (written) => {
    expect(() => textOf(written)).toThrow('does not exist');
  });
});

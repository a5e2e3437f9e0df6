/** The XML writer: pure ASCII that any reader gives back unchanged. */
import { describe, expect, it } from 'vitest';
import { readWithSaxes, readWithXml2js } from '../../../../src/quickbooks/xml/read.ts';
import { element } from '../../../../src/quickbooks/xml/tree.ts';
import { escapeXml, writeXml } from '../../../../src/quickbooks/xml/write.ts';
import { good } from '../samples.ts';

describe('writeXml', () => {
  it('writes compactly, in order', () => {
    expect(writeXml(element('a', [element('b', 'x'), element('c'), element('b', 'y')], { n: '1', m: '2' })))
      .toBe('<a n="1" m="2"><b>x</b><c/><b>y</b></a>');
  });

  it('escapes the five, and everything above 127 as decimal code points', () => {
    expect(escapeXml('& < > " \' é € 😀 \u007f')).toBe('&amp; &lt; &gt; &quot; &apos; &#233; &#8364; &#128512; ');
    expect(escapeXml(' !#$%()*+,-./09:;=?@AZ[\\]^_`az{|}~')).toBe(' !#$%()*+,-./09:;=?@AZ[\\]^_`az{|}~');
  });

  it('writes newlines as references and leaves other control characters, lone surrogates and non-characters out', () => {
    expect(escapeXml('a\nb\tc\rd\u0000\u0007\u001f\u0085\u009f\ud800\ufffe\uffffe')).toBe('a&#10;b&#9;c&#13;de');
  });

  it('gives text with newlines back through both readers', () => {
    const tree = element('a', [element('b', 'one\ntwo\r\n\tthree ]]> & <x>')]);
    for (const read of [readWithXml2js, readWithSaxes]) expect(good(read(writeXml(tree)))).toEqual(tree);
  });
});

/** Properties of the XML readers and the writer over generated documents. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_DEPTH, readWithSaxes, readWithXml2js, readXml } from '../../src/quickbooks/xml/read.ts';
import { scanXml } from '../../src/quickbooks/xml/scan.ts';
import type { XmlElement } from '../../src/quickbooks/xml/tree.ts';
import { writeXml } from '../../src/quickbooks/xml/write.ts';

const name = fc.constantFrom('a', 'b', 'Item', '_', '__text__', 'cdata', 'constructor', 'x-1', 'toString', 'Ret');
/** What XML can hold: no control characters but tab and newline, no surrogate halves. */
const text = fc.string({ unit: fc.oneof(fc.constantFrom(' ', '\n', '\t', '&', '<', '>', '"', '\'', ']]>', 'é', '€', '😀', '\u00a0'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })), maxLength: 12 })
  .map((value) => value.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g, ''));
const attributeValue = text.map((value) => value.replace(/[\t\n]/g, ' '));

/** Documents of at most `levels` levels below the root, built up from the leaves. */
function treeOf(levels: number): fc.Arbitrary<XmlElement> {
  return fc.record({
    name,
    attributes: fc.dictionary(fc.constantFrom('n', 'requestID', 'm'), attributeValue, { maxKeys: 3, noNullPrototype: true }),
    text,
    children: levels === 0 ? fc.constant([]) : fc.array(treeOf(levels - 1), { maxLength: 3 }),
  }).map((node) => (node.children.length > 0 && /^[ \t\n]*$/.test(node.text) ? { ...node, text: '' } : node));
}

/** Text of a document as others may write it: layout, comments, CDATA, raw characters. */
function rawOf(levels: number): fc.Arbitrary<string> {
  const filling = fc.constantFrom(' ', '\n  ', '\r\n', '\r', '<!-- c -->', '<![CDATA[ <x> & ]]>', 'text', '&amp;&#233;&#x1F600;', 'é😀',
    '<?pi x?>', '&#2;', '\u0002', '\t');
  const part = levels === 0 ? filling : fc.oneof({ weight: 2, arbitrary: rawOf(levels - 1) }, { weight: 3, arbitrary: filling });
  return fc.tuple(name, fc.array(part, { maxLength: 6 })).map(([tag, parts]) => `<${tag} n=" 1\n2 ">${parts.join('')}</${tag}>`);
}

const tree = treeOf(3);
const raw = rawOf(3);

describe('XML', () => {
  it('comes back from both readers as it was written', () => {
    fc.assert(fc.property(tree, (root) => {
      const written = writeXml(root);
      expect(written).toMatch(/^[ -~]*$/);
      expect(readWithXml2js(written)).toEqual({ ok: true, value: root });
      expect(readWithSaxes(written)).toEqual({ ok: true, value: root });
    }), { numRuns: 500 });
  });

  it('comes back from the scanner as from saxes, unless it leaves it to the others', () => {
    let read = 0;
    const document = fc.tuple(fc.constantFrom('', '\uFEFF', '\r\n ', '<?xml version="1.0" ?>\n', '<?xml version="1.0" encoding="utf-8"?><?qbxml version="13.0"?>'),
      fc.oneof(tree.map(writeXml), tree.map((root) => writeXml(root).replaceAll('><', '>\r\n<')), raw)).map((parts) => parts.join(''));
    fc.assert(fc.property(document, (text) => {
      const scanned = scanXml(text, MAX_DEPTH);
      if (scanned === null) return;
      read += 1;
      expect({ ok: true, value: scanned }).toEqual(readWithSaxes(text));
    }), { numRuns: 1000 });
    // A scanner that left everything to the others would be right, and of no use.
    expect(read).toBeGreaterThan(300);
  });

  it('reads alike with layout, comments, CDATA and raw characters', () => {
    fc.assert(fc.property(fc.constantFrom('', '\uFEFF', '\n ', '<?xml version="1.0" encoding="windows-1252" ?>\n',
      '<!-- <!DOCTYPE x> -->'), raw, (start, document) => {
      const one = readWithXml2js(start + document);
      expect(one.ok).toBe(true);
      expect(readWithSaxes(start + document)).toEqual(one);
    }), { numRuns: 500 });
  });

  it('never throws, and both readers refuse the same damage', () => {
    const damage = fc.tuple(tree.map(writeXml), fc.nat(), fc.nat(3),
      fc.constantFrom('', '<', '>', '&', '"', '/', ' ', '<a>', '</a>', '\u0000', '<!DOCTYPE x>'))
      .map(([written, at, cut, insert]) => {
        const position = at % (written.length + 1);
        return written.slice(0, position) + insert + written.slice(position + cut);
      });
    fc.assert(fc.property(damage, (damaged) => {
      const strict = readWithSaxes(damaged);
      const lax = readWithXml2js(damaged);
      const scanned = scanXml(damaged, MAX_DEPTH);
      if (scanned !== null) expect({ ok: true, value: scanned }).toEqual(strict);
      // sax is the more patient one (duplicate attributes, a bare < in an attribute): what saxes takes, it must take alike.
      if (strict.ok) expect(lax).toEqual(strict);
    }), { numRuns: 1000 });
  });

  it('never throws on anything at all', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('<', '>', '/', 'a', '!', '-', '[', ']', '&', ';', '#', '"', '=', ' ', '?') })), (anything) => {
      expect(typeof readXml(anything).ok).toBe('boolean');
      expect(typeof readWithSaxes(anything).ok).toBe('boolean');
      const scanned = scanXml(anything, MAX_DEPTH);
      if (scanned !== null) expect({ ok: true, value: scanned }).toEqual(readWithSaxes(anything));
    }), { numRuns: 1000 });
  });
});

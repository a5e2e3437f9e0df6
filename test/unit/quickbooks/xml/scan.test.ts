/** The scanner reads what QuickBooks writes, as the general readers do, and leaves everything else to them. */
import { describe, expect, it } from 'vitest';
import { MAX_DEPTH, readQbxml, readWithSaxes } from '../../../../src/quickbooks/xml/read.ts';
import { scanXml } from '../../../../src/quickbooks/xml/scan.ts';
import { element } from '../../../../src/quickbooks/xml/tree.ts';
import { sampleCompany } from '../../../../src/simulator/company/sampleCompany.ts';
import { instant } from '../../../../src/domain/calendar.ts';
import { codeOf, good } from '../samples.ts';

const QUERIES = ['HostQueryRq', 'CompanyQueryRq', 'PreferencesQueryRq', 'CustomerQueryRq', 'ItemQueryRq', 'ItemInventoryQueryRq', 'AccountQueryRq', 'TransactionQueryRq'];

const scan = (text: string): ReturnType<typeof scanXml> => scanXml(text, MAX_DEPTH);

function answers(): readonly string[] {
  const company = sampleCompany({ now: () => instant(Date.UTC(2026, 10, 21)), zone: 'America/New_York', skus: ['MUG', 'CUP & SAUCER'] });
  const session = company.beginSession();
  return QUERIES.flatMap((query) => {
    const one = company.process(session, `<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="continueOnError"><${query} requestID="1"/></QBXMLMsgsRq></QBXML>`);
    return one.kind === 'answer' ? [one.xml] : [];
  });
}

describe('scanner', () => {
  it('reads every answer that QuickBooks gives here, with Windows\' line ends too, and does not leave it to the slower readers', () => {
    const all = answers();
    expect(all).toHaveLength(QUERIES.length);
    for (const text of [...all, ...all.map((one) => one.replaceAll('\n', '\r\n'))]) {
      const tree = scan(text);
      expect(tree, text.slice(0, 200)).not.toBeNull();
      expect(JSON.stringify(tree)).toBe(JSON.stringify(good(readWithSaxes(text))));
    }
  });

  it('keeps order, attributes, white space of leaves and escapes', () => {
    const text = '\uFEFF<?xml version="1.0" ?>\n<?qbxml version="13.0"?>\n<r a="1" b="&lt;&#233;&quot;" >\n  <x>1</x >\n  <y> two </y><x/><z> </z><x />3&amp;&#x20AC;&apos;é😀\n</r>\n';
    expect(scan(text)).toEqual({ ...element('r', [element('x', '1'), element('y', ' two '), element('x'), element('z', ' '), element('x')], { a: '1', b: '<é"' }), text: '\n  \n  3&€\'é😀\n' });
    expect(scan(text)).toEqual(good(readWithSaxes(text)));
  });

  it('keeps names apart that fall on one slot', () => {
    const names = Array.from({ length: 600 }, (_none, index) => `n${String(index)}`);
    const text = `<r>${names.map((name) => `<${name}>${name}</${name}>`).join('')}</r>`;
    expect(scan(text)?.children.every((one, index) => one.name === names[index] && one.text === names[index])).toBe(true);
  });

  it.each([
    '', ' ', 'x<a/>', '<a/>x', '<a/><b/>', '<a>', '<a></b>', '<a></ab>', '<ab></a>', '<a', '<a>&unknown;</a>', '<a>&</a>', '<a>& ;</a>',
    '<a>&#xD800;</a>', '<a>&#x110000;</a>', '<a>&#2;</a>', '<a>\u0002</a>', '<a>\uFFFE</a>',
    '<a>]]></a>', '<a><!-- c --></a>', '<a><![CDATA[x]]></a>', '<!DOCTYPE a><a/>', '<a><?pi x?></a>', '<?xml version="2.0"?><a/>',
    '<a b=1/>', '<a b/>', '<a b=\'1\'/>', '<a b="1"c="2"/>', '<a b="1" b="2"/>',
    '<a b="<"/>', '<a b="\u0001"/>', '<a constructor="1"/>', '<a __proto__="1"/>', '<é/>', '<-a/>', '< a/>', '<a><b/ ></a>', '<a:b/>',
  ])('leaves %j to the general readers', (text) => {
    expect(scan(text)).toBeNull();
    expect(codeOf(readQbxml(text))).toBe(codeOf(readWithSaxes(text)));
  });

  it('takes the deepest allowed nesting and no deeper', () => {
    const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);
    expect(scan(nested(MAX_DEPTH))).not.toBeNull();
    expect(scan(nested(MAX_DEPTH + 1))).toBeNull();
    expect(codeOf(readQbxml('<a>'.repeat(500_000)))).toBe('xmlTooDeep');
  });

  it('gives up at once on a text that ends in the middle, however long', () => {
    expect(scan(`<a>${'<b>1</b>'.repeat(300_000)}`)).toBeNull();
    expect(scan(`<a>${'&amp;'.repeat(300_000)}</a>`)?.text).toHaveLength(300_000);
    expect(scan(`<a>${'&'.repeat(300_000)}</a>`)).toBeNull();
    expect(scan(`<a b="${'x'.repeat(3_000_000)}"/>`)?.attributes['b']).toHaveLength(3_000_000);
  });
});

import { describe, expect, it } from 'vitest';
import { indentXml } from '../../../renderer/parts/indentXml.ts';

describe('indentXml', () => {
  it('puts each element on a line and keeps texts with their element', () => {
    expect(indentXml('<?xml version="1.0"?><A x="1"><B>one &amp; two</B><C/><D></D></A>')).toBe('<?xml version="1.0"?>\n<A x="1">\n  <B>one &amp; two</B>\n  <C/>\n  <D></D>\n</A>');
  });

  it('changes nothing but white space', () => {
    const xml = '<?xml version="1.0"?><QBXML><QBXMLMsgsRq onError="stopOnError"><AddRq requestID="1"><Memo>a  b</Memo><Empty/></AddRq></QBXMLMsgsRq></QBXML>';
    expect(indentXml(xml).replace(/\n */g, '')).toBe(xml);
    expect(indentXml(indentXml(xml))).toBe(indentXml(xml));
  });

  it('leaves what is no XML as it is', () => {
    for (const text of ['', 'no answer', '{"a": 1}']) expect(indentXml(text)).toBe(text);
  });
});

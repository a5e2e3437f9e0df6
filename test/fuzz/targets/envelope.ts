/** SOAP envelopes, spoilt, straight into the reader behind the door: a call as it was written, or a refusal in words; text that comes through is the text that went in. */
import { OPERATIONS } from '../../../src/engine/soap/operations.ts';
import { readCall } from '../../../src/engine/soap/readCall.ts';
import { readWithSaxes } from '../../../src/quickbooks/xml/read.ts';
import { childrenOf, type XmlElement } from '../../../src/quickbooks/xml/tree.ts';
import type { Dice } from '../../faults/random.ts';
import { CHARACTERS, PROTOTYPE_NAMES, XML_PIECES } from '../dictionary.ts';
import type { Target } from '../harness.ts';
import { anyText, mutateText } from '../mutate.ts';

const INTUIT = 'http://developer.intuit.com/';
export const ENVELOPE_PIECES = [
  ...XML_PIECES, ...CHARACTERS, ...PROTOTYPE_NAMES, '<soap:Body>', '</soap:Body>', '<soap:Header/>',
  ' xmlns:soap="http://www.w3.org/2003/05/soap-envelope"', ' xmlns=""', ' xsi:nil="true"', 'http://tempuri.org/', '<ticket>', '</ticket>',
  '<ticket/>',
];

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A call as .NET writes it, with any texts for arguments. */
export function anyEnvelope(dice: Dice): string {
  const [operation, args] = dice.pick(Object.entries(OPERATIONS));
  const inner = args.filter(() => dice.chance(0.9)).map((name) => {
    const text = dice.chance(0.2) ? String(dice.from(-1, 20)) : anyText(dice);
    return dice.chance(0.15) ? `<${name}><![CDATA[${text.replaceAll(']]>', '')}]]></${name}>` : `<${name}>${escaped(text)}</${name}>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soap:Body>`
    + `<${operation} xmlns="${INTUIT}">${inner.join('')}</${operation}></soap:Body></soap:Envelope>`;
}

/** The arguments as another reader sees them; null where it does not read the message, or where what it does to text differs by design. */
function asOthersReadIt(xml: string): ReadonlyMap<string, string> | null {
  if (/[^\t\n -~]|\]\]>|&#/.test(xml)) return null;
  const root = readWithSaxes(xml);
  if (!root.ok) return null;
  const bodies = root.value.children.filter((one) => /(^|:)Body$/.test(one.name));
  const call: XmlElement | undefined = bodies[0]?.children[0];
  if (call === undefined) return null;
  return new Map(call.children.filter((one) => childrenOf(call, one.name).length === 1).map((one) => [one.name, one.text]));
}

function compare(xml: string): string | null {
  const call = readCall(xml, undefined);
  if (!call.ok) {
    const { text } = call.error;
    return text === '' || text.length > 300 || /undefined|\bat \w+ \(/.test(text) ? `a refusal without good words: ${text}` : null;
  }
  const others = asOthersReadIt(xml);
  if (others === null) return null;
  for (const [name, text] of call.value.args) {
    const other = others.get(name);
    if (other !== undefined && other !== text) return `${name} is read as ${JSON.stringify(text.slice(0, 60))}, and by saxes as ${JSON.stringify(other.slice(0, 60))}`;
  }
  return null;
}

export const envelope: Target = {
  name: 'envelope',
  atOnce: 1,
  open: () => ({
    make: (dice) => (dice.chance(0.15) ? anyEnvelope(dice) : dice.chance(0.05) ? anyText(dice, 300) : mutateText(dice, anyEnvelope(dice), ENVELOPE_PIECES)),
    check: compare,
    close: () => undefined,
  }),
};

/** A small strict XML reader for SOAP envelopes: no DTD, no entities of one's own, bounded depth, and text kept to the last blank. */

/** One element with its namespace resolved; `text` is the character data directly inside, joined and untrimmed. */
export type XmlNode = {
  readonly namespace: string;
  readonly name: string;
  readonly text: string;
  readonly nil: boolean;
  readonly children: readonly XmlNode[];
};

/** What is wrong with a document; `message` is one plain sentence without any of the document's content. */
export class XmlError extends Error {
  readonly kind: 'malformed' | 'dtd';
  constructor(kind: 'malformed' | 'dtd', message: string) {
    super(message);
    this.kind = kind;
  }
}

type OpenElement = {
  readonly tag: string;
  readonly namespace: string;
  readonly name: string;
  readonly nil: boolean;
  readonly scope: ReadonlyMap<string, string>;
  readonly children: XmlNode[];
  text: string[];
};

const DEEPEST = 16;
const MOST_ELEMENTS = 1_000;
/** Bytes from < to >; without a bound a tag of many megabytes would exhaust the regular expression's stack. */
const LONGEST_TAG = 16_384;
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const XML = 'http://www.w3.org/XML/1998/namespace';
const NAME = '[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?';
const ATTRIBUTE = `\\s+(${NAME})\\s*=\\s*("[^"<]*"|'[^'<]*')`;
const START_TAG = new RegExp(`^<(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`);
const END_TAG = new RegExp(`^</(${NAME})\\s*>`);

function malformed(message: string): XmlError {
  return new XmlError('malformed', message);
}

/**
 * Character data without its escapes; the bytes are changed. References to control characters are kept although XML 1.0 forbids
 * them: .NET's writer makes them, and losing QuickBooks' answer would be worse.
 */
function decodeText(bytes: Buffer): string {
  return bytes.toString('utf8', 0, bytes.includes(AMPERSAND) ? decodeInPlace(bytes) : bytes.length);
}

const AMPERSAND = 0x26;
const SEMICOLON = 0x3b;
/** `&#1114111;` without its ends. */
const LONGEST_ESCAPE = 8;
const NAMED: Readonly<Record<string, number>> = { lt: 0x3c, gt: 0x3e, amp: AMPERSAND, quot: 0x22, apos: 0x27 };
const NUMBERED = /^#(?:(\d{1,7})|x([\dA-Fa-f]{1,6}))$/;

/**
 * Puts what each escape stands for in its place, in UTF-8; gives the new length. No escape is shorter than its character. One pass over the bytes: an answer with
 * 10,000 items has more than a million escapes, and a string for each kind of them took five times as long and as much memory.
 */
function decodeInPlace(bytes: Buffer): number {
  let to = bytes.indexOf(AMPERSAND);
  for (let from = to; from < bytes.length;) {
    const byte = bytes[from] ?? 0;
    if (byte !== AMPERSAND) {
      bytes[to] = byte;
      to += 1;
      from += 1;
      continue;
    }
    // The two that nearly all of them are.
    if (bytes[from + 2] === 0x74 && bytes[from + 3] === SEMICOLON && (bytes[from + 1] === 0x6c || bytes[from + 1] === 0x67)) {
      bytes[to] = bytes[from + 1] === 0x6c ? 0x3c : 0x3e;
      to += 1;
      from += 4;
      continue;
    }
    const end = bytes.subarray(from + 1, from + 2 + LONGEST_ESCAPE).indexOf(SEMICOLON);
    to += bytes.write(end < 0 ? unknownEscape() : characterOf(bytes.toString('latin1', from + 1, from + 1 + end)), to);
    from += end + 2;
  }
  return to;
}

function unknownEscape(): never {
  throw malformed('The XML has an "&" that begins no known escape.');
}

function characterOf(escape: string): string {
  const named = Object.hasOwn(NAMED, escape) ? NAMED[escape] : undefined;
  if (named !== undefined) return String.fromCharCode(named);
  const [, decimal, hexadecimal] = NUMBERED.exec(escape) ?? unknownEscape();
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw malformed('The XML refers to a character that does not exist.');
  return String.fromCodePoint(code);
}

function readAttributes(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', quoted = ''] of text.matchAll(new RegExp(ATTRIBUTE, 'g'))) {
    if (attributes.has(name)) throw malformed('The XML gives an attribute twice.');
    attributes.set(name, decodeText(Buffer.from(quoted.slice(1, -1), 'latin1')));
  }
  return attributes;
}

function resolve(name: string, scope: ReadonlyMap<string, string>): { readonly namespace: string; readonly name: string } {
  const colon = name.indexOf(':');
  const prefix = colon < 0 ? '' : name.slice(0, colon);
  const namespace = scope.get(prefix);
  if (namespace === undefined) throw malformed('The XML uses a prefix that it does not declare.');
  return { namespace, name: name.slice(colon + 1) };
}

function openElement(tag: string, attributeText: string, parent: OpenElement | undefined): OpenElement {
  const attributes = readAttributes(attributeText);
  const scope = new Map(parent?.scope ?? [['', ''], ['xml', XML]]);
  for (const [name, value] of attributes) {
    if (name === 'xmlns') scope.set('', value);
    else if (name.startsWith('xmlns:')) scope.set(name.slice('xmlns:'.length), value);
  }
  let nil = false;
  for (const [name, value] of attributes) {
    if (!name.includes(':') || name.startsWith('xmlns:')) continue;
    const resolved = resolve(name, scope);
    nil ||= resolved.namespace === XSI && resolved.name === 'nil' && (value === 'true' || value === '1');
  }
  return { tag, ...resolve(tag, scope), nil, scope, children: [], text: [] };
}

/** The end of a comment, processing instruction or CDATA section that begins at `from`. */
function endOf(xml: Buffer, from: number, closing: string): number {
  const end = xml.indexOf(closing, from, 'latin1');
  if (end < 0) throw malformed('The XML ends in the middle.');
  return end;
}

function startsWith(xml: Buffer, text: string, at: number): boolean {
  for (let place = 0; place < text.length; place += 1) if (xml[at + place] !== text.charCodeAt(place)) return false;
  return true;
}

const LESS = 0x3c;
const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';

/**
 * Reads a whole document, given as text or as UTF-8, which is changed: an answer with 10,000 items has 14 MB, and every copy of it takes time. Names and the ends
 * of tags are looked for in its bytes, of which those of ASCII stand for themselves. Throws XmlError, `dtd` where a document type declaration stands.
 */
export function parseXml(document: string | Buffer): XmlNode {
  const xml = typeof document === 'string' ? Buffer.from(document) : document;
  const open: OpenElement[] = [];
  let root: XmlNode | undefined;
  let elements = 0;
  let at = startsWith(xml, BYTE_ORDER_MARK, 0) ? BYTE_ORDER_MARK.length : 0;

  const finish = (element: OpenElement): void => {
    const text = element.text.length === 1 ? (element.text[0] ?? '') : element.text.join('');
    const node: XmlNode = { namespace: element.namespace, name: element.name, nil: element.nil, children: element.children, text };
    const parent = open.at(-1);
    if (parent === undefined) root = node;
    else parent.children.push(node);
  };

  while (at < xml.length) {
    const less = xml.indexOf(LESS, at);
    const end = less < 0 ? xml.length : less;
    const here = open.at(-1);
    if (end > at) {
      const raw = xml.subarray(at, end);
      if (here !== undefined) here.text.push(decodeText(raw));
      else if (raw.toString().trim() !== '') throw malformed('There is text outside the XML document.');
    }
    if (less < 0) break;
    at = less;
    if (startsWith(xml, '<!--', at)) {
      at = endOf(xml, at + 4, '-->') + 3;
    } else if (startsWith(xml, '<![CDATA[', at)) {
      if (here === undefined) throw malformed('There is text outside the XML document.');
      const close = endOf(xml, at, ']]>');
      here.text.push(xml.toString('utf8', at + '<![CDATA['.length, close));
      at = close + 3;
    } else if (startsWith(xml, '<?', at)) {
      at = endOf(xml, at, '?>') + 2;
    } else if (startsWith(xml, '<!', at)) {
      throw new XmlError('dtd', 'A document type declaration is not allowed in a SOAP message.');
    } else if (startsWith(xml, '</', at)) {
      const match = END_TAG.exec(xml.toString('latin1', at, at + LONGEST_TAG));
      if (here === undefined || match?.[1] !== here.tag) throw malformed('An XML element is not closed where it should be.');
      open.pop();
      finish(here);
      at += match[0].length;
    } else {
      const match = START_TAG.exec(xml.toString('latin1', at, at + LONGEST_TAG));
      if (match === null) throw malformed('The XML has a tag that cannot be read.');
      if (root !== undefined) throw malformed('The XML has more than one document element.');
      elements += 1;
      if (open.length >= DEEPEST || elements > MOST_ELEMENTS) {
        throw malformed('The XML is nested deeper or has more elements than a SOAP call needs.');
      }
      const element = openElement(match[1] ?? '', match[2] ?? '', here);
      if (match[3] === '/') finish(element);
      else open.push(element);
      at += match[0].length;
    }
  }
  if (root === undefined || open.length > 0) throw malformed('The XML ends in the middle.');
  return root;
}

/** Reads one message set as QuickBooks' parser does: all of it is good, or nothing in it runs. */
import { readXml } from '../../quickbooks/xml/read.ts';
import type { XmlElement } from '../../quickbooks/xml/tree.ts';
import { RULES } from './grammar.ts';
import { OTHER_REQUESTS } from './requestNames.ts';
import { validateRequest, type TooLong } from './validate.ts';

/** HRESULTs of the request processor (QBXML fact sheet §6). */
export const HRESULT = {
  unparsable: '0x80040400',
  invalidTicket: '0x8004040D',
  versionNotSupported: '0x80040423',
  serverFault: '0x80010105',
} as const;

export type ParsedRequest = {
  /** Without the `Rq`. */
  readonly name: string;
  /** Null when the request carries none. */
  readonly requestId: string | null;
  readonly element: XmlElement;
  readonly tooLong: readonly TooLong[];
  /** Known to qbXML, not carried out here. */
  readonly unsupported: boolean;
};

export type MessageSet = {
  readonly version: number;
  readonly onError: 'stopOnError' | 'continueOnError';
  readonly responseData: 'includeAll' | 'includeNone';
  /** Null: attribute not sent. */
  readonly newId: string | null;
  readonly oldId: string | null;
  readonly requests: readonly ParsedRequest[];
  /** The requests' text as it came: what the checksum of error recovery is taken over. */
  readonly content: string;
};

export type ReadSet =
  { readonly ok: true; readonly set: MessageSet } | { readonly ok: false; readonly hresult: string; readonly message: string };

function unparsable(why: string): ReadSet {
  return {
    ok: false,
    hresult: HRESULT.unparsable,
    message: `QuickBooks found an error when parsing the provided XML text stream. (simulator: ${why})`,
  };
}

/** Everything between `<?xml` and the root: QuickBooks finds the qbXML version here. */
const PROLOG = /^(?:<\?xml\s[^?]*\?>)?((?:\s|<!--[\s\S]*?-->|<\?[\s\S]*?\?>)*)</;
const QBXML_VERSION = /<\?qbxml\s+version\s*=\s*["']([A-Z]{0,2}\d+\.\d+)["']\s*\?>/;
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;
const RAW_SPECIAL = /[^\u0000-\u007F]/;

function forbiddenReference(text: string): boolean {
  for (const match of text.matchAll(/&#(?:x([0-9A-Fa-f]+)|(\d+));/g)) {
    const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
    const legal =
      code === 9 ||
      code === 10 ||
      code === 13 ||
      (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd) ||
      (code >= 0x10000 && code <= 0x10ffff);
    if (!legal) return true;
  }
  return false;
}

/** The reader shared with the product forgives these; QuickBooks' parser does not (fact sheet §1, §3). */
function badCharacters(text: string, refuseRaw: boolean): string | null {
  if (!text.startsWith('<?xml') && !text.startsWith('<?qbxml')) return 'something stands before <?xml';
  if (FORBIDDEN.test(text) || forbiddenReference(text)) return 'a character that XML does not allow';
  if (refuseRaw && RAW_SPECIAL.test(text)) return 'a raw character above 127';
  return null;
}

function attributesAllowed(element: XmlElement, names: readonly string[]): boolean {
  return Object.keys(element.attributes).every((name) => names.includes(name));
}

function readRequest(element: XmlElement, version: number): ParsedRequest | string {
  if (!element.name.endsWith('Rq')) return `${element.name} is not a request`;
  const name = element.name.slice(0, -2);
  const requestId = element.attributes['requestID'] ?? null;
  const rule = RULES.get(name);
  if (rule === undefined || rule.since > version) {
    if (rule !== undefined || !OTHER_REQUESTS.has(name)) return `${element.name} is unknown`;
    return { name, requestId, element, tooLong: [], unsupported: true };
  }
  const verdict = validateRequest(element, rule.body, version);
  if (verdict.kind === 'unparsable') return verdict.why;
  return { name, requestId, element, tooLong: verdict.kind === 'tooLong' ? verdict.fields : [], unsupported: false };
}

function contentOf(text: string): string {
  const open = /<QBXMLMsgsRq\b[^>]*>/.exec(text);
  const end = text.lastIndexOf('</QBXMLMsgsRq>');
  return open === null || end === -1 ? '' : text.slice(open.index + open[0].length, end);
}

export type ReadSettings = {
  /** As HostRet lists them, e.g. `13.0`. */
  readonly supportedVersions: readonly string[];
  /** Refuse raw characters above 127 instead of trusting the declared encoding (fact sheet §3: field practice is to send entities). */
  readonly refuseRawCharacters: boolean;
};

/** Never throws. `rollbackOnError` is in the schema but refused by QuickBooks Desktop (fact sheet §1.2). */
export function readSet(text: string, settings: ReadSettings): ReadSet {
  const bad = badCharacters(text, settings.refuseRawCharacters);
  if (bad !== null) return unparsable(bad);
  const declared = QBXML_VERSION.exec(PROLOG.exec(text)?.[1] ?? (text.startsWith('<?qbxml') ? text : ''))?.[1];
  if (declared === undefined || !settings.supportedVersions.includes(declared)) {
    return {
      ok: false,
      hresult: HRESULT.versionNotSupported,
      message: 'This version of qbXML is not supported by this version of QuickBooks, or the request names none.',
    };
  }
  const read = readXml(text);
  if (!read.ok) return unparsable(read.error.what);
  const root = read.value;
  const [body] = root.children;
  if (root.name !== 'QBXML' || !attributesAllowed(root, []) || root.text.trim() !== '') return unparsable('the root is not a plain QBXML');
  if (root.children.length !== 1 || body?.name !== 'QBXMLMsgsRq') return unparsable('QBXML holds something else than one QBXMLMsgsRq');
  if (!attributesAllowed(body, ['onError', 'responseData', 'newMessageSetID', 'oldMessageSetID']) || body.text.trim() !== '')
    return unparsable('QBXMLMsgsRq');
  const { onError, responseData = 'includeAll', newMessageSetID, oldMessageSetID } = body.attributes;
  if (onError !== 'stopOnError' && onError !== 'continueOnError') return unparsable(`onError may not be "${onError ?? ''}"`);
  if (responseData !== 'includeAll' && responseData !== 'includeNone') return unparsable(`responseData may not be "${responseData}"`);
  const requests: ParsedRequest[] = [];
  const version = Number.parseFloat(declared.replace(/^[A-Z]+/, ''));
  for (const element of body.children) {
    const request = readRequest(element, version);
    if (typeof request === 'string') return unparsable(request);
    requests.push(request);
  }
  return {
    ok: true,
    set: {
      version,
      onError,
      responseData,
      newId: newMessageSetID ?? null,
      oldId: oldMessageSetID ?? null,
      requests,
      content: contentOf(text),
    },
  };
}

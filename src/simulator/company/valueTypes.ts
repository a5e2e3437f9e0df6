/** The simple types of qbXML 13.0: what text each one accepts (QBXML fact sheet §2, and the pattern facets of the published schema). */

export type ValueType =
  | 'str'
  | 'id'
  | 'bool'
  | 'date'
  | 'dt'
  | 'amt'
  | 'price'
  | 'qty'
  | 'pct'
  | 'int'
  | 'count'
  | 'month'
  | 'guid'
  | 'float'
  | { readonly oneOf: readonly string[] };

/** IDTYPE holds at most 36 characters. */
export const ID_LENGTH = 36;

const SCALED = /^([+-]?\d{1,10}(\.\d{1,5})?)?$/;
const INTEGER = /^[+-]?\d+$/;
const STAMP = /^(\d{4}-\d{1,2}-\d{1,2}(T\d{1,2}(:\d{1,2}(:\d{1,2}([+-]\d{1,2}:\d{1,2})?)?)?)?)?$/;
const GUID = /^(0|\{[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\})$/;

/** White space at the ends is collapsed for the types that are built on XML Schema's own boolean, date, integer and decimal only. */
function collapsed(text: string): string {
  return text.replace(/[ \t\r\n]+/g, ' ').trim();
}

function isDay(text: string): boolean {
  const match = /^(\d{4}-\d{2}-\d{2})(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)?$/.exec(text);
  if (match === null) return false;
  const day = match[1] ?? '';
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === day;
}

function fitsInteger(text: string, least: bigint, most: bigint): boolean {
  const plain = collapsed(text);
  if (!INTEGER.test(plain)) return false;
  const value = BigInt(plain.replace(/^\+/, ''));
  return value >= least && value <= most;
}

const HUGE = 10n ** 30n;

/**
 * Does the text have the form of this type? An empty element is accepted by most types: it means "blank" (fact sheet §3). Length is not
 * looked at.
 */
export function fitsType(type: ValueType, text: string): boolean {
  if (typeof type === 'object') return type.oneOf.includes(text);
  switch (type) {
    case 'str':
    case 'id':
      return true;
    case 'bool':
      return ['', 'true', 'false', '1', '0'].includes(collapsed(text));
    case 'date':
      return collapsed(text) === '' || isDay(collapsed(text));
    case 'dt':
      return STAMP.test(text) || collapsed(text) === '';
    case 'amt':
      return /^([+-]?\d{1,13}(\.\d{2})?)?$/.test(text);
    case 'price':
    case 'qty':
    case 'pct':
      return SCALED.test(text);
    case 'int':
      return fitsInteger(text, -HUGE, HUGE);
    case 'count':
      return fitsInteger(text, 1n, HUGE);
    case 'month':
      return fitsInteger(text, 1n, 12n);
    case 'guid':
      return GUID.test(text);
    case 'float':
      return /^([+-]?(\d+(\.\d*)?|\.\d+))?$/.test(collapsed(text));
  }
}

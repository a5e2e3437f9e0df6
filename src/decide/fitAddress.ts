/** An address in QuickBooks' five printed lines: three free ones, one with city, state and postal code, one with the country. Nothing is lost in silence. */
import type { Address } from '../domain/address.ts';
import type { QuickBooksAddress } from '../domain/document.ts';

/** QuickBooks' limits (docs/qbxml.md). */
const LINE = 41;
const NOTE = 41;
const LIMITS = { city: 31, state: 21, postalCode: 13, country: 31 } as const;

export type FittedAddress = {
  readonly address: QuickBooksAddress;
  /** What was moved to the note. */
  readonly moved: readonly string[];
  /** What found no room at all: it goes to the memo or the notes. */
  readonly lost: readonly string[];
};

/** Null when there is nothing to write. `storable`: the text as QuickBooks stores it; every length is counted after that. */
export function fitAddress(from: Address, storable: (text: string) => string): FittedAddress | null {
  const clean = (text: string): string => storable(text).trim();
  const person = clean(`${from.firstName} ${from.lastName}`);
  const company = clean(from.company);
  const street = [clean(from.line1), clean(from.line2)].filter((line) => line !== '');
  const overflow: string[] = [];
  // A city and the like that is longer than its field stands whole in the note; the field keeps what it can hold.
  const field = (name: keyof typeof LIMITS): string => {
    const text = clean(from[name]);
    if (text.length <= LIMITS[name]) return text;
    overflow.push(text);
    return text.slice(0, LIMITS[name]).trimEnd();
  };
  const place = { city: field('city'), state: field('state'), postalCode: field('postalCode'), country: field('country') };
  const hasPlace = Object.values(place).some((text) => text !== '');
  const names = [person, company === person ? '' : company].filter((line) => line !== '');
  if (names.length === 0 && street.length === 0 && !hasPlace) return null;
  const room = hasPlace ? 3 : 5;
  const lines = arrange(names, street, room);
  const rest = [...lines.slice(room), ...overflow];
  const note = takeNote(rest);
  const [addr1 = '', addr2 = '', addr3 = '', addr4, addr5] = lines.slice(0, room);
  return {
    address: { addr1, addr2, addr3, ...(addr4 === undefined ? {} : { addr4 }), ...(addr5 === undefined ? {} : { addr5 }), ...place, note: note.text },
    moved: note.taken, lost: note.left,
  };
}

/** Wraps what is too long and, when that makes too many lines, joins neighbours that fit on one. */
function arrange(names: readonly string[], street: readonly string[], room: number): readonly string[] {
  const plain = [...names.flatMap(wrap), ...street.flatMap(wrap)];
  if (plain.length <= room) return plain;
  const joined = [...names.flatMap(wrap), ...wrap(street.join(', '))];
  if (joined.length <= room) return joined;
  const tight = [...wrap(names.join(', ')), ...wrap(street.join(', '))];
  if (tight.length <= room) return tight;
  // Still too many: who it is and where it goes come first, the rest of the names last.
  const who = names.flatMap(wrap);
  return [...who.slice(0, 1), ...wrap(street.join(', ')), ...who.slice(1)];
}

/** Lines of at most 41 characters, broken between words where that is possible. */
function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  let left = text.trim();
  while (left.length > LINE) {
    const at = left.lastIndexOf(' ', LINE);
    const end = at > 0 ? at : LINE;
    lines.push(left.slice(0, end).trimEnd());
    left = left.slice(end).trimStart();
  }
  return left === '' ? lines : [...lines, left];
}

function takeNote(rest: readonly string[]): { readonly text: string; readonly taken: readonly string[]; readonly left: readonly string[] } {
  const taken: string[] = [];
  const left: string[] = [];
  for (const part of rest) {
    if ([...taken, part].join(', ').length <= NOTE) taken.push(part);
    else left.push(part);
  }
  return { text: taken.join(', '), taken, left };
}

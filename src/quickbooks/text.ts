/**
 * Makes any text one that QuickBooks can store: Windows-1252 characters only, typography flattened, cut to the field. Field
 * practice, since Intuit documents no encoding (docs/qbxml.md).
 */
import { TRANSLITERATION } from './transliteration.ts';

/** Cut: the limit took something away. Changed: the text is not what came in, for whatever reason. */
export type StorableText = { readonly text: string; readonly cut: boolean; readonly changed: boolean };

/** What Windows-1252 has beside ASCII and Latin-1, less what is flattened to ASCII below. */
const WINDOWS_1252 = new Set('€ƒ†‡ˆ‰ŠŒŽ˜™šœžŸ');

function isStorable(code: number, character: string): boolean {
  return (code >= 0x20 && code <= 0x7e) || (code >= 0xa1 && code <= 0xff && code !== 0xad) || WINDOWS_1252.has(character);
}

/** Digits of other scripts stand in rows of ten that begin at a code ending in 0 or in 6. */
function digit(code: number): string {
  const row = code - (code % 16);
  return String(/\p{Nd}/u.test(String.fromCodePoint(row)) ? code - row : code - row - 6);
}

/** One character that Windows-1252 lacks: by table, by its parts, as a digit, as `?` for a letter; signs and emoji vanish. */
function replaced(character: string): string {
  const known = TRANSLITERATION.get(character);
  if (known !== undefined) return known;
  const parts = character.normalize('NFKD').replace(/\p{M}/gu, '');
  // U+2044 is the stroke of a fraction such as one third: "2⅓" must not become "21/3".
  if (parts !== character) return (parts.includes('\u2044') ? ' ' : '') + Array.from(parts, storable).join('');
  if (/\p{Nd}/u.test(character)) return digit(character.codePointAt(0) ?? 0);
  return /\p{L}/u.test(character) ? '?' : '';
}

function storable(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\n' || isStorable(code, character)) return character;
  if (character !== '\uFEFF' && /\s|\p{Z}/u.test(character)) return ' ';
  return replaced(character);
}

/** ASCII words with one space between them, as most texts are: nothing to do. */
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

function flattened(input: string, newlines: boolean): string {
  if (PLAIN.test(input)) return input;
  // Lone surrogates become U+FFFD, which is no letter and vanishes below.
  let text = input.toWellFormed().normalize('NFC').replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n');
  if (!newlines) text = text.replace(/\n/g, ' ');
  return text
    .replace(/[^\n -~]/gu, storable)
    .replace(/ +/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

/**
 * Text for a field of `limit` characters, counted before escaping. Latin, Greek and Cyrillic letters beyond Windows-1252 are
 * transliterated, letters of other scripts become `?`, emoji and control characters vanish, runs of spaces become one.
 * Newlines become spaces unless `newlines` is set. The result is trimmed and may be empty; making it again changes nothing.
 */
export function toQuickBooksText(input: string, limit: number, options: { readonly newlines?: boolean } = {}): StorableText {
  const whole = flattened(input, options.newlines ?? false);
  const text = whole.length > limit ? whole.slice(0, limit).trimEnd() : whole;
  return { text, cut: whole.length > limit, changed: text !== input };
}

/**
 * As toQuickBooksText, for the Name of a list record: a colon would mean "sub-record of", so it becomes a hyphen. When nothing
 * is left the name is `fallback` (already storable text, cut to the limit), so a name is never empty.
 */
export function toName(input: string, limit: number, fallback = '-'): StorableText {
  const { text, cut } = toQuickBooksText(input.replace(/:/g, '-'), limit);
  // A full-width or other colon becomes a plain one only in the mapping.
  const name = text.replace(/:/g, '-') || fallback.slice(0, limit).trim() || '-';
  return { text: name, cut, changed: name !== input };
}

/** Why a listing and an item may be the same thing: one rule per way in which people write one code twice, strongest first. */
import type { ListID, ListingId } from '../domain/ids.ts';
import { gtin, gtinWithoutCheck, shorten, shortened } from './matchBarCode.ts';
import { inSmallUnits, measured } from './matchMeasures.ts';
import { lookalike, numbers, parts, pathEnds, shuffled, squeezed, unpadded, words } from './matchForms.ts';

/** What of a listing is compared. */
export type MatchListing = { readonly id: ListingId; readonly sku: string; readonly name: string };
/** What of an item is compared; its Name is the end of its FullName. */
export type MatchItem = { readonly listId: ListID; readonly fullName: string; readonly partNumber: string; readonly barCode: string };

/** sure: the same code, written otherwise. likely: somebody should look. possible: a hint. None of them links anything by itself. */
export const MATCH_GRADES = ['sure', 'likely', 'possible'] as const;
export type MatchGrade = (typeof MATCH_GRADES)[number];

export const MATCH_REASONS = [
  'sameName', 'spelling', 'partNumber', 'barCode', 'leadingZeros', 'separators', 'title', 'prefix', 'barCodeCheck', 'titleWords', 'otherOrder',
  'units', 'lonePrefix', 'shortened', 'lookalike', 'typo',
] as const;
export type MatchReason = (typeof MATCH_REASONS)[number];

/** Two are the same by a rule when they share a key. A rule says nothing about what has no key. */
export type MatchRule = { readonly reason: MatchReason; readonly ofListing: (listing: MatchListing) => readonly string[]; readonly ofItem: (item: MatchItem) => readonly string[] };

/** Rules that are asked together: what one of them says does not hide what another says of the same listing. */
export type MatchStage = { readonly grade: MatchGrade; readonly rules: readonly MatchRule[] };

/** Shorter codes without any separator, and shorter titles, are the same by chance too often. */
const LEAST_SQUEEZED = 4;
export const LEAST_TITLE = 4;
const LEAST_TYPO = 6;
/** Letters that must stand together for one of them to be a slip: of two short words, one letter is another size or color. */
const LEAST_WORD = 4;

function fold(text: string): string {
  return text.trim().toLowerCase();
}

function filled(keys: readonly string[], least = 1): readonly string[] {
  return [...new Set(keys.filter((key) => key.length >= least))];
}

function codesOf(item: MatchItem): readonly string[] {
  return item.partNumber === '' ? pathEnds(item.fullName) : [...pathEnds(item.fullName), item.partNumber];
}

function simple(reason: MatchReason, form: (text: string) => string, least = 1): MatchRule {
  return { reason, ofListing: ({ sku }) => filled([form(sku)], least), ofItem: (item) => filled(codesOf(item).map(form), least) };
}

/** Spreadsheets take the zeros off numbers, and of nothing else: in a code with letters they may be meant. */
function unpaddedNumber(text: string): string {
  const form = unpadded(text);
  return /^\d+$/.test(form) ? form : '';
}

/** Words that stand in front of a code in one of the two programs only: `WC-`, `SHOP_`. */
export function prefixOf(sku: string): { readonly prefix: string; readonly rest: string } | null {
  const [prefix = '', ...others] = words(sku);
  const rest = parts(others.join(' '));
  return others.length === 0 || prefix.length > 8 || rest.length < LEAST_SQUEEZED || !/^\p{L}+$/u.test(prefix) ? null : { prefix, rest };
}

function prefixRule(reason: MatchReason, isKnown: (prefix: string) => boolean): MatchRule {
  return {
    reason,
    ofListing: ({ sku }) => {
      const found = prefixOf(sku);
      return found === null || !isKnown(found.prefix) ? [] : [found.rest];
    },
    ofItem: (item) => filled(codesOf(item).map(parts), LEAST_SQUEEZED),
  };
}

/** Words, each taken apart into its letters and its digits: `tee blk 12 m`. */
function wordRuns(text: string): string {
  return words(text).map(parts).join(' ');
}

/** The text with each letter of its long words left out once, and whole: two texts one slip apart share one of these. Numbers are never slips. */
export function slips(text: string): readonly string[] {
  const code = wordRuns(text);
  if (code.replaceAll(' ', '').length < LEAST_TYPO) return [];
  const keys = [code];
  let from = 0;
  for (const word of code.split(' ')) {
    if (word.length >= LEAST_WORD && Number.isNaN(Number(word.charAt(0)))) for (let at = from; at < from + word.length; at += 1) keys.push(code.slice(0, at) + code.slice(at + 1));
    from += word.length + 1;
  }
  return [...new Set(keys)];
}

/** At most one letter more, less or another, or two that changed places: what is shared by leaving a letter out may be two slips apart. */
export function isOneSlip(a: string, b: string): boolean {
  const [one, other] = [wordRuns(a), wordRuns(b)];
  if (Math.abs(one.length - other.length) > 1) return false;
  let head = 0;
  while (head < one.length && head < other.length && one.charAt(head) === other.charAt(head)) head += 1;
  let tail = 0;
  while (tail < Math.min(one.length, other.length) - head && one.charAt(one.length - 1 - tail) === other.charAt(other.length - 1 - tail)) tail += 1;
  const [left, right] = [one.slice(head, one.length - tail), other.slice(head, other.length - tail)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left === right.charAt(1) + right.charAt(0);
}

const TYPO: MatchRule = { reason: 'typo', ofListing: ({ sku }) => slips(sku), ofItem: (item) => filled(codesOf(item).flatMap(slips)) };

/** A hint by letters alone must not hide another number. */
export function mayBeSlip(listing: MatchListing, item: MatchItem): boolean {
  return codesOf(item).some((code) => numbers(code) === numbers(listing.sku) && isOneSlip(listing.sku, code));
}

/** The strongest rules: by these an item that is taken already may be meant as well. */
export function sureRules(): readonly MatchRule[] {
  return matchStages(new Set(), []).filter(({ grade }) => grade === 'sure').flatMap(({ rules }) => rules);
}

/** `prefixes`: those that several listings of the shop have, see knownPrefixes. `digits`: how far spreadsheets have shortened SKUs here. */
export function matchStages(prefixes: ReadonlySet<string>, digits: readonly number[]): readonly MatchStage[] {
  return [
    {
      grade: 'sure', rules: [
        { reason: 'sameName', ofListing: ({ sku }) => filled([fold(sku)]), ofItem: ({ fullName }) => filled([fold(fullName), fold(pathEnds(fullName)[0] ?? '')]) },
        { reason: 'spelling', ofListing: ({ sku }) => filled([parts(sku)]), ofItem: ({ fullName }) => filled(pathEnds(fullName).map(parts)) },
        { reason: 'partNumber', ofListing: ({ sku }) => filled([parts(sku)]), ofItem: ({ partNumber }) => filled([parts(partNumber)]) },
        { reason: 'barCode', ofListing: ({ sku }) => filled([gtin(sku), fold(sku)]), ofItem: ({ barCode }) => filled([gtin(barCode), fold(barCode)]) },
      ],
    },
    { grade: 'sure', rules: [simple('leadingZeros', unpaddedNumber)] },
    { grade: 'likely', rules: [simple('leadingZeros', unpadded)] },
    {
      grade: 'likely',
      rules: [
        {
          reason: 'title', ofListing: ({ name }) => filled([parts(name), parts(inSmallUnits(name))], LEAST_TITLE),
          ofItem: (item) => filled(codesOf(item).flatMap((code) => [parts(code), parts(inSmallUnits(code))]), LEAST_TITLE),
        },
        simple('separators', squeezed, LEAST_SQUEEZED),
      ],
    },
    {
      grade: 'likely',
      rules: [{
        reason: 'barCodeCheck', ofListing: ({ sku }) => gtinWithoutCheck(sku),
        ofItem: ({ barCode, partNumber }) => filled([barCode, partNumber].flatMap(gtinWithoutCheck)),
      }],
    },
    { grade: 'likely', rules: [prefixRule('prefix', (prefix) => prefixes.has(prefix))] },
    {
      grade: 'possible', rules: [
        simple('otherOrder', shuffled),
        { reason: 'otherOrder', ofListing: ({ name }) => filled([shuffled(name)]), ofItem: (item) => filled(codesOf(item).map(shuffled)) },
        { reason: 'units', ofListing: ({ sku, name }) => filled([measured(sku, name)]), ofItem: (item) => filled(codesOf(item).map((code) => measured(code, item.partNumber))) },
        prefixRule('lonePrefix', (prefix) => !prefixes.has(prefix)),
      ],
    },
    {
      grade: 'possible', rules: [{
        reason: 'shortened',
        ofListing: ({ sku }) => filled([shortened(sku)?.form ?? '']),
        ofItem: ({ barCode }) => (barCode === '' ? [] : filled(digits.map((count) => shorten(barCode, count)))),
      }],
    },
    { grade: 'possible', rules: [simple('lookalike', lookalike, LEAST_SQUEEZED), TYPO] },
  ];
}

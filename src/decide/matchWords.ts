/** Why a listing and an item are held for the same thing, and why a listing has no item, in words. */
import { assertNever } from '../domain/brand.ts';
import type { Match } from './matchItem.ts';
import type { MatchReason } from './matchRules.ts';

/** One sentence. `sku`, `name`: the listing's; `item`: the FullName. */
export function explainMatch(
  reason: MatchReason,
  { sku, name, item, partNumber, barCode }: {
    readonly sku: string;
    readonly name: string;
    readonly item: string;
    readonly partNumber: string;
    readonly barCode: string;
  },
): string {
  switch (reason) {
    case 'sameName': return `The SKU "${sku}" is the item's name.`;
    case 'spelling': return `"${sku}" is "${item}" but for capitals, accents, blanks or dashes.`;
    case 'partNumber': return `"${sku}" is the item's part number "${partNumber}".`;
    case 'barCode': return `"${sku}" is the item's bar code ${barCode}.`;
    case 'leadingZeros': return `"${sku}" is "${item}" but for zeros in front of a number.`;
    case 'separators': return `"${sku}" has the same letters and digits as "${item}"; a dash, a point or the × between two numbers is missing on one side.`;
    case 'title': return `The name in the store, "${name}", is the item's name or part number.`;
    case 'prefix': return `"${sku}" is "${item}" with a word in front that this store puts before several of its SKUs.`;
    case 'barCodeCheck': return `"${sku}" is the item's bar code ${barCode} but for the check digit at its end, which is missing or wrong on one side.`;
    case 'titleWords': return `The name in the store, "${name}", has nearly the same words and the same numbers as "${item}".`;
    case 'otherOrder': return `The store and "${item}" have the same words in another order.`;
    case 'units': return `"${sku}" is "${item}" with a size in another unit, or with one that the name in the store, "${name}", adds.`;
    case 'lonePrefix': return `"${sku}" is "${item}" with a word in front.`;
    case 'shortened': return `A spreadsheet has shortened the SKU "${sku}"; the bar code ${barCode} would be shortened to that.`;
    case 'lookalike': return `"${sku}" looks like "${item}": a letter may have been typed for a digit, or one of another alphabet.`;
    case 'typo': return `"${sku}" is "${item}" but for one letter.`;
    default: return assertNever(reason);
  }
}

/** Why a listing has no item by itself. `refused`: FullNames of items a person said it is not. */
export function explainUnmatched(sku: string, match: Match, refused: readonly string[]): string {
  const not = refused.length === 0 ? '' : ` A person said that it is not ${refused.map((one) => `"${one}"`).join(', ')}.`;
  if (match.kind === 'ambiguous') return `Several items are named "${sku}": ${match.items.slice(0, 4).map((item) => item.fullName).join(', ')}.${not}`;
  if (match.kind === 'matched') return `The item "${match.item.fullName}" has this name; it is linked as soon as all items have been read.${not}`;
  return `${sku === '' ? 'It has no SKU.' : `No active item is named "${sku}".`}${not}`;
}

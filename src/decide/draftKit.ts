/** A kit (item group) at the web price: its members as single lines, or QuickBooks' group line with a line for the difference. */
import { extendCents, formatDecimal, multiplyDecimal, type Decimal } from '../domain/decimal.ts';
import type { DraftLine } from '../domain/document.ts';
import type { Item } from '../domain/item.ts';
import { addCents, cents, formatCents, subtractCents, type Cents } from '../domain/money.ts';
import { problem } from '../domain/problem.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { chargeLine } from './draftCharges.ts';
import { decision, type DraftInput, type Part } from './draftInput.ts';
import { itemLine, unfitItem, type Sold } from './itemLine.ts';

type Member = { readonly item: Item; /** In all the kits of the line. */ readonly quantity: Decimal };

/** Errors: `kitMemberUnknown`, `itemInactive`, `itemKindUnfit`. */
function membersOf(kit: Item, kits: Decimal, input: DraftInput): Result<readonly Member[]> {
  const members: Member[] = [];
  const wrong = open(kit, kits, [kit.listId], { kit, input, members });
  if (wrong !== null) return wrong;
  if (members.length > 0) return ok(members);
  return err(problem(
    'kitMemberUnknown', `The kit "${kit.fullName}" has no members in QuickBooks.`,
    'Give it members in QuickBooks, or link the listing to another item. Then retry.', { field: 'SKU' },
  ));
}

type Opening = { readonly kit: Item; readonly input: DraftInput; readonly members: Member[] };

/** Kits in the kit are opened too. `path`: what they lie in, so that a kit that holds itself is found. */
function open(from: Item, pieces: Decimal, path: readonly string[], opening: Opening): Result<never> | null {
  const { kit, input, members } = opening;
  for (const { listId, quantity } of from.members) {
    const item = input.member(listId);
    if (item === null || path.includes(listId)) {
      return err(problem(
        'kitMemberUnknown',
        `The kit "${kit.fullName}" has a member that ${item === null ? 'has not been read from QuickBooks yet' : `holds itself ("${item.fullName}")`}.`,
        'Wait for the next full read of the items, then retry; or enter the order by hand and mark it as already in QuickBooks.', { field: 'SKU' },
      ));
    }
    const unfit = unfitItem(item, kit.fullName);
    if (unfit !== null) return err(unfit);
    const inAll = multiplyDecimal(pieces, quantity);
    const wrong = item.kind === 'group' ? open(item, inAll, [...path, listId], opening) : null;
    if (wrong !== null) return wrong;
    if (item.kind !== 'group') members.push({ item, quantity: inAll });
  }
  return null;
}

/** The web price is split by what QuickBooks sells the members for; cents that do not divide go to the first. */
export function memberLines(kit: Item, sold: Sold, amount: Cents, quantity: Decimal, input: DraftInput): Result<Part> {
  const members = membersOf(kit, quantity, input);
  if (!members.ok) return members;
  const shares = splitByWeight(
    amount,
    members.value.map(({ item, quantity: pieces }) => BigInt(item.salesPrice ?? 0) * BigInt(pieces)),
    members.value.map(({ quantity: pieces }) => BigInt(pieces)),
  );
  const lines = members.value.map(({ item, quantity: pieces }, index) => itemLine(item, `${item.name} (part of ${sold.name})`, shares[index] ?? cents(0), pieces, sold.tax, input));
  const words = members.value.map(({ item, quantity: pieces }, index) => `${formatDecimal(pieces)} × ${item.fullName} = ${formatCents(shares[index] ?? cents(0))}`).join(', ');
  return ok({
    lines,
    decisions: [
      decision('line', `"${kit.fullName}" is a kit: its members are written, the web price of ${formatCents(amount)} split by their prices (${words}).`),
    ],
  });
}

/** By the first weights, or by the second where the first are all 0. */
function splitByWeight(amount: Cents, weights: readonly bigint[], fallback: readonly bigint[]): readonly Cents[] {
  const used = weights.every((weight) => weight <= 0n) ? fallback : weights.map((weight) => (weight < 0n ? 0n : weight));
  const sum = used.reduce((total, weight) => total + weight, 0n);
  const shares = used.map((weight) => cents(sum === 0n ? 0 : Number((BigInt(amount) * weight) / sum)));
  const rest = subtractCents(amount, addCents(...shares));
  return shares.map((share, index) => (index === 0 ? addCents(share, rest) : share));
}

/** Errors: those of the members, `kitPriceUnknown`, those of the item for the difference. */
export function groupLines(kit: Item, sold: Sold, amount: Cents, quantity: Decimal, input: DraftInput): Result<Part> {
  const members = membersOf(kit, quantity, input);
  if (!members.ok) return members;
  const unpriced = members.value.find(({ item }) => item.salesPrice === undefined || item.salesPrice === null);
  if (unpriced !== undefined) {
    return err(problem('kitPriceUnknown', `The kit "${kit.fullName}" cannot be written as a group: it is not known what QuickBooks sells "${unpriced.item.fullName}" for.`,
      'Give the item a sales price in QuickBooks, or set kits to be written as their members. Then retry.', { field: 'kits' }));
  }
  const listed = addCents(...members.value.map(({ item, quantity: pieces }) => extendCents(pieces, item.salesPrice ?? (0 as Decimal))));
  const { site } = input.settings;
  const group: DraftLine = { item: { listId: kit.listId }, description: '', quantity, amount: listed, taxCode: null, isGroup: true, ...(site === '' ? {} : { site }) };
  const difference = subtractCents(amount, listed);
  const words = `"${kit.fullName}" is a kit: a group line, ${formatCents(listed)} at QuickBooks' prices`;
  if (difference === 0) return ok({ lines: [group], decisions: [decision('line', `${words}.`)] });
  const { discountItem, negativeFeeItem, feeItem } = input.settings;
  const [fullName, field] = difference > 0 ? [feeItem, 'feeItem']
    : discountItem !== '' ? [discountItem, 'discountItem']
    : negativeFeeItem !== '' ? [negativeFeeItem, 'negativeFeeItem']
    : [feeItem, 'feeItem'];
  const line = chargeLine({ fullName, field, description: `Web price of ${sold.name}`, amount: difference, tax: sold.tax }, input);
  if (!line.ok) return line;
  return ok({
    lines: [group, line.value],
    decisions: [
      decision('line', `${words}, and ${formatCents(difference)} on the item "${fullName}" to the web price of ${formatCents(amount)}.`),
    ],
  });
}

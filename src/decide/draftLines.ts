/** A sold line as document lines: its item, a kit's members or group line, a substitute, or an item that is added first. */
import { assertNever } from '../domain/brand.ts';
import { formatDecimal, type Decimal } from '../domain/decimal.ts';
import type { Item } from '../domain/item.ts';
import { formatCents, type Cents } from '../domain/money.ts';
import { problem } from '../domain/problem.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { chargeLine, classOf, taxCode } from './draftCharges.ts';
import { decision, type DraftInput, type Part } from './draftInput.ts';
import { groupLines, memberLines } from './draftKit.ts';
import { itemLine, unfitItem, type Sold } from './itemLine.ts';
import type { MatchedBy } from './matchItem.ts';
import { isAddable, unaddable } from './planItems.ts';

/** Errors: `unknownSku`, `ambiguousSku`, `itemInactive`, `itemKindUnfit`, those of a kit and of a mapped item. */
export function goodsLines(sold: Sold, amount: Cents, quantity: Decimal, input: DraftInput): Result<Part> {
  const match = input.match(sold);
  const label = sold.sku ?? sold.name;
  switch (match.kind) {
    case 'none':
      return unknown(sold, amount, quantity, input);
    case 'ambiguous':
      return err(problem('ambiguousSku', `Several QuickBooks items are called "${label}": ${match.items.map((item) => item.fullName).join(', ')}.`,
        'Link the listing to the right item, then retry.', { field: 'SKU' }));
    case 'matched': {
      const unfit = unfitItem(match.item, label);
      if (unfit !== null) return err(unfit);
      const how = decision('line', `${formatDecimal(quantity)} × ${label} = ${formatCents(amount)}: ${foundBy(match.how, match.item, sold.sku ?? '')}`);
      if (match.item.kind !== 'group') return ok({ lines: [itemLine(match.item, sold.name, amount, quantity, sold.tax, input)], decisions: [how] });
      const kit = input.settings.kits === 'group' ? groupLines(match.item, sold, amount, quantity, input) : memberLines(match.item, sold, amount, quantity, input);
      return kit.ok ? ok({ lines: kit.value.lines, decisions: [how, ...kit.value.decisions] }) : kit;
    }
    default:
      return assertNever(match);
  }
}

function foundBy(how: MatchedBy, item: Item, sku: string): string {
  switch (how) {
    case 'link': return `"${item.fullName}", because the listing is linked to it.`;
    case 'fullName':
    case 'name': return `"${item.fullName}", because it is named like the SKU "${sku}".`;
    case 'barCode': return `"${item.fullName}", because its bar code is the SKU "${sku}".`;
    case 'partNumber': return `"${item.fullName}", because its part number is the SKU "${sku}".`;
    case 'customField': return `"${item.fullName}", because its custom field holds the SKU "${sku}".`;
    default: return assertNever(how);
  }
}

function unknown(sold: Sold, amount: Cents, quantity: Decimal, input: DraftInput): Result<Part> {
  const { unknownSku } = input.settings;
  const label = sold.sku ?? sold.name;
  switch (unknownSku.mode) {
    case 'park':
      return err(problem('unknownSku', sold.sku === null ? `"${sold.name}" has no SKU in the shop.` : `QuickBooks has no item for SKU "${sold.sku}" ("${sold.name}").`,
        'Add the item in QuickBooks with this SKU as its name, or link the listing to an item. Then retry.', { field: 'SKU' }));
    case 'substitute': {
      const line = chargeLine({
        fullName: unknownSku.item, field: 'unknownSku', description: sold.sku === null ? sold.name : `${sold.sku} ${sold.name}`,
        amount, tax: sold.tax,
      }, input);
      if (!line.ok) return line;
      return ok({
        lines: [{ ...line.value, quantity }],
        decisions: [
          decision('line', `${formatDecimal(quantity)} × ${label} = ${formatCents(amount)}: "${unknownSku.item}" instead, because QuickBooks has no item for it.`),
        ],
      });
    }
    case 'createNonInventory':
    case 'createService':
    case 'createInventory': {
      if (sold.sku === null || !isAddable(sold.sku, input.storable)) return err(unaddable(sold));
      return ok({
        lines: [{ item: { fullName: sold.sku }, description: sold.name, quantity, amount, taxCode: taxCode(sold.tax, input), ...classOf(input) }],
        decisions: [decision('line', `${formatDecimal(quantity)} × ${label} = ${formatCents(amount)}: QuickBooks has no item for it, so "${sold.sku}" is added first.`)],
      });
    }
    default:
      return assertNever(unknownSku);
  }
}

/** Orders, refunds and items for tests of the pure ring: plausible, and each test says only what matters to it. */
import { instant } from '../../src/domain/calendar.ts';
import { whole, ZERO } from '../../src/domain/decimal.ts';
import type { CompanyId, ListID, Sequence } from '../../src/domain/ids.ts';
import type { Item, ItemKind } from '../../src/domain/item.ts';
import { addCents, cents, ZERO_CENTS } from '../../src/domain/money.ts';
import type { ChargeLine, OrderLine, StoreOrder } from '../../src/domain/order.ts';
import type { StoreRefund } from '../../src/domain/refund.ts';
import type { Address } from '../../src/domain/address.ts';

export const AT = instant(Date.UTC(2026, 10, 21, 15, 0, 0));

export const ADDRESS: Address = { firstName: 'Ann', lastName: 'Lee', company: '', line1: '1 Main St', line2: '', city: 'Albany', state: 'NY', postalCode: '12207', country: 'US' };

export function aLine(more: Partial<OrderLine> = {}): OrderLine {
  const quantity = more.quantity ?? whole(1);
  const total = more.total ?? cents(900);
  return {
    id: '1', listingKey: '11', sku: 'MUG', name: 'Mug', quantity, subtotal: total, total, tax: ZERO_CENTS, stockTaken: quantity, stockRestocked: ZERO, ...more,
  };
}

export function aCharge(more: Partial<ChargeLine> = {}): ChargeLine {
  return { id: 's1', title: 'Flat rate', total: cents(750), tax: ZERO_CENTS, ...more };
}

/** `total` and `taxTotal` add up unless given. */
export function anOrder(more: Partial<StoreOrder> = {}): StoreOrder {
  const lines = more.lines ?? [aLine()];
  const parts = [...lines, ...(more.shipping ?? []), ...(more.fees ?? [])];
  const taxTotal = addCents(...parts.map((part) => part.tax));
  return {
    id: '1036', number: '1036', status: 'processing', createdAt: AT, modifiedAt: AT, paidAt: AT, currency: 'USD', pricesIncludeTax: false,
    customer: { id: null, email: 'ann@example.test', phone: '', billing: ADDRESS, shipping: ADDRESS },
    shipping: [], fees: [], coupons: [], taxTotal, total: addCents(taxTotal, ...parts.map((part) => part.total)),
    paymentMethod: 'bacs', paymentTitle: 'Bank transfer', transactionId: '', note: '', refunds: [], gone: false, ...more, lines,
  };
}

export function aRefund(more: Partial<StoreRefund> = {}): StoreRefund {
  const lines = more.lines ?? [];
  const charges = more.charges ?? [];
  return {
    id: '7', orderId: '1036', createdAt: AT, reason: '', total: addCents(...[...lines, ...charges].flatMap((part) => [part.total, part.tax])), ...more, lines, charges,
  };
}

export function anItem(name: string, kind: ItemKind = 'inventory'): Item {
  return {
    companyId: 1 as CompanyId, listId: `L-${name}` as ListID, kind, name, fullName: name, isActive: true, quantityOnHand: whole(10), quantityOnSalesOrder: ZERO,
    manufacturerPartNumber: '', barCode: '', timeModified: '', editSequence: '1', members: [], readSequence: 1 as Sequence,
  };
}

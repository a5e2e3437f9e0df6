/** A new customer from an order's buyer: names, addresses in QuickBooks' form, and in the notes whatever found no room. */
import type { CustomerDraft } from '../domain/document.ts';
import type { StoreOrder } from '../domain/order.ts';
import { fitAddress } from './fitAddress.ts';
import type { CustomerPlan } from './planCustomer.ts';

/** Texts are as the shop has them; quickbooks/fit makes them safe. The catch-all has nobody's address. */
export function draftCustomer(
  plan: CustomerPlan, name: string, order: Pick<StoreOrder, 'customer'> | null, externalGuid: string, storable: (text: string) => string,
): CustomerDraft {
  const buyer = plan.accountNumber === '' ? null : (order?.customer ?? null);
  if (buyer === null) {
    return {
      name, companyName: '', firstName: '', lastName: '', billAddress: null, shipAddress: null, phone: '', email: '',
      accountNumber: plan.accountNumber, notes: '', externalGuid,
    };
  }
  const bill = fitAddress(buyer.billing, storable);
  const ship = fitAddress(buyer.shipping, storable);
  const lost = [
    ...(bill?.lost ?? []).map((text) => `Billing address, continued: ${text}`), ...(ship?.lost ?? []).map((text) => `Shipping address, continued: ${text}`),
  ];
  return {
    name, companyName: buyer.billing.company, firstName: buyer.billing.firstName, lastName: buyer.billing.lastName,
    billAddress: bill?.address ?? null, shipAddress: ship?.address ?? null,
    phone: buyer.phone, email: buyer.email, accountNumber: plan.accountNumber, notes: lost.join('\n'), externalGuid,
  };
}

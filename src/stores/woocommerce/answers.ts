/** What is read from WooCommerce's answers: strict on what money, stock and identity depend on, tolerant of the rest. */
import { z } from 'zod';

/** WooCommerce writes money as text and line prices as numbers; plug-ins mix the two. */
const numeric = z.union([z.string(), z.number()]).transform(String);
const text = z.unknown().optional().transform((value) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''));
/** At most 15 digits: beyond, a number would stand for its neighbours too, and two orders would be one. */
const id = z.union([z.int(), z.string().regex(/^\d{1,15}$/).transform(Number)]);
const idOrZero = id.nullish().transform((value) => value ?? 0);
/** UTC without Z (docs/woocommerce.md). */
const utc = z.string();

const meta = z
  .array(z.object({ key: z.string(), value: z.unknown() }))
  .nullish()
  .transform((list) => list ?? []);
/** No order has more of anything; sums over all of them stay exact (mapOrder). */
const MOST_LINES = 2_000;
const MOST_OTHERS = 200;
/** Not zod's own max: that one looks at the length of whatever stands there, and throws where it cannot be compared. */
const atMost = (most: number) => (items: readonly unknown[]): boolean => items.length <= most;
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .refine(atMost(MOST_OTHERS), 'too many')
    .nullish()
    .transform((items) => items ?? []);

const address = z
  .object({ first_name: text, last_name: text, company: text, address_1: text, address_2: text, city: text, state: text, postcode: text, country: text, email: text, phone: text })
  .partial()
  .catch({}); // nothing hangs on it: an order is not lost for its address

/** Which rate made how much of a part's tax; empty text: nothing. Only names hang on it, so what cannot be read is as if it were not there. */
const taxShares = list(z.object({ id, total: numeric })).catch([]);

const lineItem = z.object({
  id, name: text, product_id: idOrZero, variation_id: idOrZero, quantity: numeric,
  subtotal: numeric, total: numeric, total_tax: numeric, sku: text, meta_data: meta, taxes: taxShares,
});
const chargeLine = z.object({
  id, name: text.optional(), method_title: text.optional(), method_id: text.optional(), total: numeric,
  total_tax: numeric.nullish().transform((value) => value ?? '0'), taxes: taxShares,
});

export const orderAnswer = z.object({
  id,
  number: text,
  status: z.string(),
  currency: z.string().refine((code) => code !== '', 'empty'),
  prices_include_tax: z.boolean(),
  date_created_gmt: utc,
  date_modified_gmt: utc,
  date_paid_gmt: utc.nullish(),
  total: numeric,
  total_tax: numeric,
  customer_id: idOrZero,
  billing: address,
  shipping: address,
  payment_method: text,
  payment_method_title: text,
  transaction_id: text,
  customer_note: text,
  line_items: z.array(lineItem).refine(atMost(MOST_LINES), 'too many'),
  shipping_lines: list(chargeLine),
  fee_lines: list(chargeLine),
  tax_lines: list(z.object({ rate_id: idOrZero, rate_code: text, label: text, tax_total: numeric, shipping_tax_total: numeric })).catch([]),
  coupon_lines: list(z.object({ code: text })),
  refunds: z.array(z.object({ id })).refine(atMost(MOST_LINES), 'too many').nullish().transform((refunds) => refunds ?? []),
  meta_data: meta,
});
export type OrderAnswer = z.infer<typeof orderAnswer>;
export type LineAnswer = z.infer<typeof lineItem>;
export type ChargeAnswer = z.infer<typeof chargeLine>;
export type AddressAnswer = z.infer<typeof address>;

export const refundAnswer = z.object({
  id,
  date_created_gmt: utc,
  amount: numeric,
  reason: text,
  line_items: z.array(lineItem).refine(atMost(MOST_LINES), 'too many'),
  shipping_lines: list(chargeLine),
  fee_lines: list(chargeLine),
});
export type RefundAnswer = z.infer<typeof refundAnswer>;

/** Only what paging needs; read even from an order that is otherwise unreadable. */
export const rowAnswer = z.object({ id, number: text, date_modified_gmt: utc });

const quantity = z.union([z.number(), z.string()]).nullish().transform((value) => (value === null || value === undefined || value === '' ? null : String(value)));
/** True, false, or for a variation whose parent keeps the stock the word "parent" (docs/woocommerce.md). */
const manageStock = z.union([z.boolean(), z.literal('parent')]);

export const productAnswer = z.object({
  id, name: text, type: text, status: z.string(), sku: text, manage_stock: manageStock, stock_quantity: quantity, parent_id: idOrZero,
});
export type ProductAnswer = z.infer<typeof productAnswer>;

export const variationAnswer = z.object({ id, name: text, status: z.string(), sku: text, manage_stock: manageStock, stock_quantity: quantity });
export type VariationAnswer = z.infer<typeof variationAnswer>;

/** One item of a batch answer: the listing as it now is, or an error in a 200 answer. `data` may be absent or a bare number. */
export const stockItemAnswer = z.union([
  z.object({ id: z.unknown(), error: z.object({ code: text, message: text }) }),
  z.object({ id, manage_stock: manageStock, stock_quantity: quantity }),
]);
export type StockItemAnswer = z.infer<typeof stockItemAnswer>;
export const batchAnswer = z.object({ update: z.array(z.unknown()) });

/** The first fault of a refused value: where it is and what is wrong, for the detail of a Problem. */
export function firstFault(error: z.ZodError): { readonly field: string; readonly detail: string } {
  const issue = error.issues[0];
  const field = issue?.path.join('.') ?? '';
  return { field, detail: `${field === '' ? 'the whole record' : field}: ${issue?.message ?? 'unreadable'}` };
}

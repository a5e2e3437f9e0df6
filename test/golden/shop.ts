/** Writes orders and refunds in the shape of WooCommerce's REST API (docs/woocommerce.md) from a short recipe; sums are computed, unless a recipe wants them wrong. */

/** Money in cents. */
export type LineRecipe = {
  readonly sku: string | null; readonly name?: string; readonly qty: number; readonly total: number; readonly subtotal?: number; readonly tax?: number; readonly product?: number;
  readonly variation?: number; readonly restocked?: number;
};
export type ChargeRecipe = { readonly title: string; readonly method?: string; readonly total: number; readonly tax?: number };
export type AddressRecipe = Readonly<Partial<Record<'first_name' | 'last_name' | 'company' | 'address_1' | 'address_2' | 'city' | 'state' | 'postcode' | 'country', string>>>;

export type RefundRecipe = {
  readonly id: number; readonly at?: string; readonly reason?: string; readonly amount?: number;
  /** `line`: number of the order's line, 1 first. */
  readonly lines?: readonly { readonly line: number; readonly qty: number; readonly total: number; readonly tax?: number }[];
  readonly shipping?: readonly ChargeRecipe[];
  readonly fees?: readonly ChargeRecipe[];
};

export type OrderRecipe = {
  readonly id?: number; readonly number?: string; readonly status?: string; readonly currency?: string; readonly inclusive?: boolean;
  /** UTC. */
  readonly at?: string;
  /** UTC; null: not paid. */
  readonly paid?: string | null;
  readonly customerId?: number; readonly email?: string; readonly phone?: string; readonly billing?: AddressRecipe; readonly shippingTo?: AddressRecipe;
  readonly lines?: readonly LineRecipe[]; readonly shipping?: readonly ChargeRecipe[]; readonly fees?: readonly ChargeRecipe[]; readonly coupons?: readonly string[];
  readonly method?: string; readonly methodTitle?: string; readonly transaction?: string; readonly note?: string; readonly meta?: Readonly<Record<string, string>>;
  readonly refunds?: readonly RefundRecipe[];
  /** Added to the total that the parts come to. */
  readonly off?: number;
};

// A record that names itself must be written as one with an index.
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Row = Readonly<Record<string, Json>>;

export function money(cents: number): string {
  const sign = cents < 0 ? '-' : '';
  return `${sign}${String(Math.floor(Math.abs(cents) / 100))}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
}

const PLACE = { first_name: 'Ann', last_name: 'Lee', company: '', address_1: '1 Main St', address_2: '', city: 'Albany', state: 'NY', postcode: '12207', country: 'US' };
const sum = (parts: readonly number[]): number => parts.reduce((all, one) => all + one, 0);
/** New York is 5 hours behind in winter; what the local stamps say is never read. */
const AT = '2026-11-21T19:23:16';

function line(recipe: LineRecipe, index: number, sign = 1): Row {
  const { sku, qty, total, subtotal = total, tax = 0, restocked = 0 } = recipe;
  const product = recipe.product ?? 11 + index;
  const meta = [
    ...(qty > 0 && product !== 0 ? [{ key: '_reduced_stock', value: String(qty - restocked) }] : []),
    ...(restocked > 0 ? [{ key: '_restock_refunded_items', value: String(restocked) }] : []),
  ];
  return {
    id: index + 1, name: recipe.name ?? (sku ?? 'A thing of the past'), product_id: product, variation_id: recipe.variation ?? 0, quantity: sign * qty, tax_class: '',
    subtotal: money(sign * subtotal), subtotal_tax: money(sign * tax), total: money(sign * total), total_tax: money(sign * tax), taxes: [],
    meta_data: sign > 0 ? meta.map((entry, at) => ({ id: 60 + 2 * index + at, ...entry })) : [{ id: 90 + index, key: '_refunded_item_id', value: String(index + 1) }],
    sku, price: qty === 0 ? 0 : Math.round((total / qty) * 1000) / 100_000,
  };
}

function charge(recipe: ChargeRecipe, id: number, kind: 'shipping' | 'fee', sign = 1): Row {
  const names: Row = kind === 'shipping' ? { method_title: recipe.title, method_id: recipe.method ?? 'flat_rate' } : { name: recipe.title, tax_status: 'taxable' };
  return { id, ...names, total: money(sign * recipe.total), total_tax: money(sign * (recipe.tax ?? 0)), taxes: [], meta_data: [] };
}

function refund(recipe: RefundRecipe, lines: readonly LineRecipe[]): Row & { readonly amount: string } {
  const back = (recipe.lines ?? []).map((one) => ({ ...one, from: lines[one.line - 1] }));
  const parts = sum([...back, ...(recipe.shipping ?? []), ...(recipe.fees ?? [])].map((one) => one.total + (one.tax ?? 0)));
  const at = recipe.at ?? '2026-11-23T15:00:00';
  return {
    id: recipe.id, date_created: at, date_created_gmt: at, amount: money(recipe.amount ?? parts), reason: recipe.reason ?? '', refunded_by: 1, refunded_payment: false, meta_data: [],
    line_items: back.map((one) => line({ ...(one.from ?? { sku: null }), qty: one.qty, total: one.total, tax: one.tax ?? 0, subtotal: one.total }, one.line - 1, -1)),
    shipping_lines: (recipe.shipping ?? []).map((one, index) => charge(one, 300 + index, 'shipping', -1)),
    fee_lines: (recipe.fees ?? []).map((one, index) => charge(one, 400 + index, 'fee', -1)),
    tax_lines: [],
  };
}

export function wooOrder(recipe: OrderRecipe): { readonly order: Json; readonly refunds: readonly Json[] } {
  const lines = recipe.lines ?? [{ sku: 'MUG-RED', qty: 1, total: 1200 }];
  const parts = [...lines, ...(recipe.shipping ?? []), ...(recipe.fees ?? [])];
  const tax = sum(parts.map((one) => one.tax ?? 0));
  const at = recipe.at ?? AT;
  const paid = recipe.paid === undefined ? at : recipe.paid;
  const id = recipe.id ?? 1036;
  const refunds = (recipe.refunds ?? []).map((one) => refund(one, lines));
  const billing = { ...PLACE, ...recipe.billing };
  const order: Row = {
    id, parent_id: 0, status: recipe.status ?? 'processing', currency: recipe.currency ?? 'USD', prices_include_tax: recipe.inclusive ?? false, date_created: at, date_modified: at,
    discount_total: money(sum(lines.map((one) => (one.subtotal ?? one.total) - one.total))), shipping_total: money(sum((recipe.shipping ?? []).map((one) => one.total))),
    total: money(sum(parts.map((one) => one.total)) + tax + (recipe.off ?? 0)), total_tax: money(tax), customer_id: recipe.customerId ?? 0,
    billing: { ...billing, email: recipe.email ?? 'ann@example.test', phone: recipe.phone ?? '518-555-0100' }, shipping: { ...billing, ...recipe.shippingTo },
    payment_method: recipe.method ?? 'bacs', payment_method_title: recipe.methodTitle ?? 'Bank transfer', transaction_id: recipe.transaction ?? '', customer_note: recipe.note ?? '',
    date_paid: paid, number: recipe.number ?? String(id), meta_data: Object.entries(recipe.meta ?? {}).map(([key, value], index) => ({ id: index + 1, key, value })),
    line_items: lines.map((one, index) => line(one, index)), shipping_lines: (recipe.shipping ?? []).map((one, index) => charge(one, 200 + index, 'shipping')),
    fee_lines: (recipe.fees ?? []).map((one, index) => charge(one, 250 + index, 'fee')),
    coupon_lines: (recipe.coupons ?? []).map((code, index) => ({ id: 280 + index, code, discount: '0.00', discount_tax: '0.00', meta_data: [] })),
    refunds: (recipe.refunds ?? []).map((one, index) => ({ id: one.id, reason: one.reason ?? '', total: `-${refunds[index]?.amount ?? '0.00'}` })),
    date_created_gmt: at, date_modified_gmt: at, date_completed_gmt: null, date_paid_gmt: paid, currency_symbol: '$',
  };
  return { order, refunds };
}

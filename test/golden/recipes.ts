/** The orders of the golden corpus, one folder each: recipe and settings. The folders hold what they become (README.md). */
import type { GoldenSettings } from './run.ts';
import type { LineRecipe, OrderRecipe } from './shop.ts';

export type Recipe = { readonly order: OrderRecipe; readonly second?: OrderRecipe; readonly settings?: GoldenSettings };

const mug: LineRecipe = { sku: 'MUG-RED', name: 'Red mug', qty: 1, total: 1200 };
const taxedMug: LineRecipe = { ...mug, tax: 87 };
const tee: LineRecipe = { sku: 'TEE-S', name: 'T-shirt, S', qty: 2, total: 3990 };
const flat = { title: 'Flat rate', method: 'flat_rate', total: 750 } as const;
const quickbooks = { mode: 'quickbooks', taxItem: 'State Tax' } as const;
const perBuyer = { mode: 'perBuyer' } as const;
const connection = (settings: NonNullable<GoldenSettings['connection']>): { readonly settings: GoldenSettings } => ({ settings: { connection: settings } });
const paidByCard = { method: 'stripe', methodTitle: 'Credit card (Stripe)', transaction: 'ch_3Pq' } as const;
const settled = { refundSettlement: { mode: 'creditCard', account: '' }, depositTo: 'Web Store Clearing', paymentMethods: { stripe: 'Visa' } } as const;

const DOCUMENTS: Readonly<Record<string, Recipe>> = {
  'receipt-plain': { order: {} },
  'receipt-two-lines-shipping-tax': { order: { lines: [taxedMug, { ...tee, tax: 289 }], shipping: [{ ...flat, tax: 54 }] } },
  'receipt-payment-method-and-account': { order: paidByCard, ...connection({ paymentMethods: { stripe: 'Visa' }, depositTo: 'Web Store Clearing' }) },
  'receipt-payment-method-not-set': { order: { method: 'cod', methodTitle: 'Cash on delivery' }, ...connection({ paymentMethods: { stripe: 'Visa' } }) },
  'receipt-pending': { order: {}, ...connection({ pendingDocuments: true, availability: 'onHandMinusSalesOrders' }) },
  'receipt-no-shipping-address': { order: { shippingTo: { first_name: '', last_name: '', address_1: '', city: '', state: '', postcode: '', country: '' } } },
  'invoice-paid': { order: paidByCard, ...connection({ documentKind: 'invoice', ...settled }) },
  'invoice-paid-tax-and-shipping': { order: { ...paidByCard, lines: [taxedMug], shipping: [flat] }, ...connection({ documentKind: 'invoice' }) },
  'invoice-not-paid': { order: { paid: null, method: 'bacs' }, ...connection({ documentKind: 'invoice' }) },
  'invoice-payment-switched-off': { order: paidByCard, ...connection({ documentKind: 'invoice', invoicePayment: false }) },
  'invoice-pending': { order: paidByCard, ...connection({ documentKind: 'invoice', pendingDocuments: true, availability: 'onHandMinusSalesOrders' }) },
  'invoice-paid-days-later': { order: { ...paidByCard, at: '2026-11-19T10:00:00', paid: '2026-11-23T10:00:00' }, ...connection({ documentKind: 'invoice' }) },
  'invoice-all-mapped-fields': {
    order: { ...paidByCard, lines: [mug], shipping: [flat], meta: { _po_number: 'PO-77' }, note: 'Leave at the door' },
    ...connection({
      documentKind: 'invoice', className: 'Web', salesRep: 'AL', terms: 'Net 15', template: 'Intuit Product Invoice',
      shipMethods: { 'Flat rate': 'UPS' }, poNumberFrom: 'meta:_po_number',
      customerMessage: 'Thank you for your business.', arAccount: 'Accounts Receivable',
    }),
  },
  'receipt-all-mapped-fields': {
    order: { lines: [mug], shipping: [flat] },
    ...connection({
      className: 'Web', salesRep: 'AL', template: 'Custom Sales Receipt', shipMethods: { flat_rate: 'FedEx' },
      customerMessage: 'Thank you for your business.', poNumberFrom: 'orderNumber',
    }),
  },
  'sales-order': {
    order: { lines: [mug, tee], shipping: [flat] },
    ...connection({ documentKind: 'salesOrder', availability: 'onHandMinusSalesOrders', poNumberFrom: 'orderNumber', terms: 'Due on receipt' }),
  },
  'rule-unpaid-becomes-invoice': { order: { paid: null }, ...connection({ documentRules: [{ when: { paid: false }, kind: 'invoice' }] }) },
  'rule-by-method': {
    order: { method: 'bacs' },
    ...connection({ documentRules: [{ when: { methods: ['stripe', 'paypal'] }, kind: 'salesReceipt' }, { when: { methods: ['bacs'] }, kind: 'invoice' }] }),
  },
  'rule-none-fits': { order: paidByCard, ...connection({ documentRules: [{ when: { paid: false }, kind: 'invoice' }] }) },
  'rule-both-conditions': {
    order: { paid: null, method: 'bacs' },
    ...connection({
      documentRules: [{ when: { paid: true, methods: ['bacs'] }, kind: 'salesReceipt' }, { when: { paid: false, methods: ['bacs'] }, kind: 'salesOrder' }],
      availability: 'onHandMinusSalesOrders',
    }),
  },
  'status-not-imported': { order: { status: 'on-hold', paid: null } },
  'status-cancelled': { order: { status: 'cancelled' } },
  'custom-fields': { order: { transaction: 'ch_9', meta: { gift: 'yes', empty: '' } }, ...connection({ customFields: { 'Web order': 'orderNumber', Gift: 'meta:gift', Nothing: 'meta:empty' } }) },
  'memo-holds-note': { order: { note: 'Ring twice — “please” 🙂\nback door' } },
  'order-number-long': { order: { number: 'WEB-2026-0000123456' } },
  'order-number-with-hash': { order: { number: '#1036-A' } },
};

const REFUNDS: Readonly<Record<string, Recipe>> = {
  'refund-restocked-line': { order: { lines: [{ ...tee, restocked: 1 }], refunds: [{ id: 71, lines: [{ line: 1, qty: 1, total: 1995 }] }] } },
  'refund-partly-restocked-line': { order: { lines: [{ ...tee, restocked: 1 }], refunds: [{ id: 71, lines: [{ line: 1, qty: 2, total: 3991 }] }] } },
  'refund-money-only-line': { order: { lines: [tee], refunds: [{ id: 71, reason: 'scratched', lines: [{ line: 1, qty: 1, total: 1995 }] }] } },
  'refund-amount-only': { order: { lines: [tee], refunds: [{ id: 71, reason: 'sorry for the delay', amount: 500 }] } },
  'refund-with-tax': { order: { lines: [{ ...tee, tax: 289, restocked: 2 }], refunds: [{ id: 71, lines: [{ line: 1, qty: 2, total: 3990, tax: 289 }] }] } },
  'refund-of-shipping': { order: { lines: [mug], shipping: [flat], refunds: [{ id: 71, shipping: [flat] }] } },
  'refund-of-fee': { order: { lines: [mug], fees: [{ title: 'Gift wrap', total: 300 }], refunds: [{ id: 71, fees: [{ title: 'Gift wrap', total: 300 }] }] } },
  'refund-whole-order': { order: { status: 'refunded', lines: [{ ...mug, restocked: 1 }], shipping: [flat], refunds: [{ id: 71, lines: [{ line: 1, qty: 1, total: 1200 }], shipping: [flat] }] } },
  'refund-of-refund': { order: { lines: [{ ...tee, restocked: 1 }], refunds: [
    { id: 71, at: '2026-11-22T15:00:00', lines: [{ line: 1, qty: 1, total: 1995 }] },
    { id: 72, at: '2026-11-23T15:00:00', reason: 'and the rest', lines: [{ line: 1, qty: 1, total: 1995 }] },
  ] } },
  'refund-more-than-lines': { order: { lines: [tee], shipping: [flat], refunds: [{ id: 71, amount: 2500, lines: [{ line: 1, qty: 1, total: 1995 }] }] } },
  'refund-settled-by-card': { order: { ...paidByCard, lines: [{ ...tee, restocked: 1 }], refunds: [{ id: 71, lines: [{ line: 1, qty: 1, total: 1995 }] }] }, ...connection(settled) },
  'refund-settled-by-card-other-account': {
    order: { ...paidByCard, refunds: [{ id: 71, amount: 500 }] },
    ...connection({ ...settled, refundSettlement: { mode: 'creditCard', account: 'Checking' } }),
  },
  'refund-settled-by-check': {
    order: { lines: [{ ...tee, restocked: 2 }], refunds: [{ id: 71, lines: [{ line: 1, qty: 2, total: 3990 }] }] },
    ...connection({ refundSettlement: { mode: 'check', account: 'Checking' } }),
  },
  'refund-check-without-account': { order: { refunds: [{ id: 71, amount: 500 }] }, ...connection({ refundSettlement: { mode: 'check', account: '' } }) },
  'refund-two-settled': {
    order: { ...paidByCard, lines: [tee], refunds: [{ id: 71, at: '2026-11-22T15:00:00', amount: 500 }, { id: 72, at: '2026-11-24T15:00:00', amount: 700 }] },
    ...connection(settled),
  },
  'refund-of-invoice-settled': {
    order: { ...paidByCard, lines: [{ ...tee, restocked: 1 }], refunds: [{ id: 71, lines: [{ line: 1, qty: 1, total: 1995 }] }] },
    ...connection({ documentKind: 'invoice', ...settled }),
  },
  'refund-of-unpaid-invoice': { order: { paid: null, refunds: [{ id: 71, amount: 500 }] }, ...connection({ documentKind: 'invoice', ...settled }) },
  'refund-of-sales-order': { order: { refunds: [{ id: 71, amount: 500 }] }, ...connection({ documentKind: 'salesOrder', availability: 'onHandMinusSalesOrders', ...settled }) },
  'refund-of-kit': { order: { lines: [{ sku: 'GIFT-SET', name: 'Gift set', qty: 2, total: 5600, restocked: 1 }], refunds: [{ id: 71, lines: [{ line: 1, qty: 1, total: 2800 }] }] } },
  'refund-switched-off': { order: { refunds: [{ id: 71, amount: 500 }] }, ...connection({ importRefunds: false }) },
  'refund-tax-by-quickbooks': { order: { lines: [{ ...taxedMug, restocked: 1 }], refunds: [{ id: 71, lines: [{ line: 1, qty: 1, total: 1200, tax: 87 }] }] }, ...connection({ tax: quickbooks }) },
};

const CUSTOMERS: Readonly<Record<string, Recipe>> = {
  'customer-catch-all': { order: { email: 'zoe@example.test' } },
  'customer-catch-all-added': { order: {}, ...connection({ customer: { mode: 'catchAll', name: 'Internet orders' } }) },
  'customer-catch-all-is-a-vendor': { order: {}, ...connection({ customer: { mode: 'catchAll', name: 'Vera Vendor' } }) },
  'customer-new-person': { order: { billing: { first_name: 'Nora', last_name: 'New' }, email: 'nora@example.test' }, ...connection({ customer: perBuyer }) },
  'customer-new-company': { order: { billing: { company: 'Acme & Sons', first_name: 'Nora', last_name: 'New' } }, ...connection({ customer: perBuyer }) },
  'customer-person-rule': { order: { billing: { company: 'Acme & Sons', first_name: 'Nora', last_name: 'New' } }, ...connection({ customer: perBuyer, customerName: 'person' }) },
  'customer-last-first': { order: { billing: { first_name: 'Nora', last_name: 'New' } }, ...connection({ customer: perBuyer, customerName: 'lastFirst' }) },
  'customer-by-email-name': { order: { email: 'nora@example.test' }, ...connection({ customer: perBuyer, customerName: 'email' }) },
  'customer-without-any-name': { order: { billing: { first_name: '', last_name: '' }, email: '', customerId: 5 }, ...connection({ customer: perBuyer }) },
  'customer-known-by-name-and-email': { order: { billing: { first_name: 'Carla', last_name: 'Known' }, email: 'Carla@example.test' }, ...connection({ customer: perBuyer }) },
  'customer-namesake-is-not-guessed': { order: { billing: { first_name: 'Dora', last_name: 'Namesake' }, email: 'dora@example.test' }, ...connection({ customer: perBuyer }) },
  'customer-name-alone-allowed': {
    order: { billing: { first_name: 'Dora', last_name: 'Namesake' }, email: 'dora@example.test' },
    ...connection({ customer: perBuyer, customerMatch: ['accountNumber', 'name'] }),
  },
  'customer-other-account-number': { order: { billing: { first_name: 'Fred', last_name: 'Foreign' }, email: 'fred@example.test' }, ...connection({ customer: perBuyer }) },
  'customer-named-like-a-vendor': { order: { billing: { first_name: 'Vera', last_name: 'Vendor' } }, ...connection({ customer: perBuyer }) },
  'customer-named-like-an-employee': { order: { billing: { first_name: 'Emil', last_name: 'Employee' } }, ...connection({ customer: perBuyer }) },
  'customer-named-like-an-other-name': { order: { billing: { first_name: 'Otto', last_name: 'Other' } }, ...connection({ customer: perBuyer }) },
  'customer-twice-is-one': { order: { customerId: 9 }, second: { id: 1037, customerId: 9, lines: [tee] }, ...connection({ customer: perBuyer }) },
  'customer-same-name-two-people': { order: { customerId: 9 }, second: { id: 1037, customerId: 10, email: 'other@example.test', lines: [tee] }, ...connection({ customer: perBuyer }) },
  'customer-names-collide-after-cutting': {
    order: { customerId: 9, billing: { company: 'International Consolidated Widget Makers of Albany' } },
    second: { id: 1037, customerId: 10, email: 'b@example.test', billing: { company: 'International Consolidated Widget Makers of Buffalo' } }, ...connection({ customer: perBuyer }),
  },
  'customer-emoji-name': { order: { billing: { first_name: '🦊', last_name: 'Fuchs 🎉' } }, ...connection({ customer: perBuyer }) },
  'customer-emoji-only-name': { order: { billing: { first_name: '🦊', last_name: '🎉' }, email: 'fox@example.test' }, ...connection({ customer: perBuyer }) },
  'customer-right-to-left-name': { order: { billing: { first_name: 'محمد', last_name: 'حسن', city: 'القاهرة' }, email: 'm.hassan@example.test' }, ...connection({ customer: perBuyer }) },
  'customer-hebrew-name-with-marks': { order: { billing: { first_name: '\u202Bדנה\u202C', last_name: 'Levi' } }, ...connection({ customer: perBuyer }) },
  'customer-accents': { order: { billing: { first_name: 'Zoë', last_name: 'Łukasiewicz-Żółć' } }, ...connection({ customer: perBuyer }) },
  'customer-colon-in-name': { order: { billing: { company: 'Dept: Sales' } }, ...connection({ customer: perBuyer }) },
  'customer-markup-in-name': { order: { billing: { first_name: '<b>Bob</b>', last_name: '& "Co" \'x\'' } }, ...connection({ customer: perBuyer }) },
};

const ADDRESSES: Readonly<Record<string, Recipe>> = {
  'address-company-and-two-lines': { order: { billing: { company: 'Acme & Co', address_2: 'Dock 7' } } },
  'address-long-street-wraps': { order: { billing: { address_1: 'The old mill behind the second bridge on Riverside Road' } } },
  'address-overflow-goes-to-note': { order: { billing: {
    company: 'International Consolidated Widget Makers',
    address_1: 'The old mill behind the second bridge', address_2: 'Second courtyard, third door',
  } } },
  'address-overflow-beyond-note': { order: { billing: {
    first_name: 'Maximiliane Friederike', last_name: 'von und zu Hohenlohe-Waldenburg-Schillingsfürst',
    company: 'International Consolidated Widget Makers of Albany',
    address_1: 'The old mill behind the second bridge on Riverside Road',
    address_2: 'Second courtyard, third door on the left, ring at Meyer and wait',
  } } },
  'address-long-city': { order: { billing: { city: 'Llanfairpwllgwyngyllgogerychwyrndrobwll', country: 'GB', state: '', postcode: 'LL61 5UJ' } } },
  'address-without-place': { order: { billing: { address_1: 'General delivery', city: '', state: '', postcode: '', country: '', company: 'Acme', address_2: 'Box 12' } } },
  'address-empty': { order: { billing: { first_name: '', last_name: '', address_1: '', city: '', state: '', postcode: '', country: '' } } },
  'address-new-customer-notes': {
    order: { billing: {
      company: 'International Consolidated Widget Makers of Albany',
      address_1: 'The old mill behind the second bridge on Riverside Road',
      address_2: 'Second courtyard, third door on the left, ring at Meyer and wait',
    } },
    ...connection({ customer: perBuyer }),
  },
};

const LINES: Readonly<Record<string, Recipe>> = {
  'line-name-of-sub-item': { order: { lines: [{ sku: 'TEE-XL', qty: 1, total: 2195 }] } },
  'line-full-name-of-sub-item': { order: { lines: [{ sku: 'Shirts:TEE-XL', qty: 1, total: 2195 }] } },
  'line-other-case': { order: { lines: [{ sku: 'mug-red', qty: 1, total: 1200 }] } },
  'line-linked': { order: { lines: [{ sku: 'WEB-1', product: 42, qty: 1, total: 1200 }] }, settings: { links: { 42: 'MUG-BLUE' } } },
  'line-linked-variation': { order: { lines: [{ sku: 'WEB-1', product: 42, variation: 43, qty: 1, total: 1200 }] }, settings: { links: { '42/43': 'TEE-M' } } },
  'line-ambiguous': { order: { lines: [{ sku: 'CAP', qty: 1, total: 900 }] } },
  'line-inactive-by-sku': { order: { lines: [{ sku: 'RETIRED', qty: 1, total: 400 }] } },
  'line-inactive-by-link': { order: { lines: [{ sku: 'X', product: 42, qty: 1, total: 400 }] }, settings: { links: { 42: 'RETIRED' } } },
  'line-by-bar-code': { order: { lines: [{ sku: '4006381333931', qty: 2, total: 3600 }] }, ...connection({ matchBy: ['sku', 'barCode'] }) },
  'line-by-part-number': { order: { lines: [{ sku: 'gr-77/b', qty: 1, total: 8900 }] }, ...connection({ matchBy: ['partNumber'] }) },
  'line-by-custom-field': { order: { lines: [{ sku: 'FLT-100', qty: 3, total: 1050 }] }, ...connection({ matchBy: ['customField:Web SKU', 'sku'] }) },
  'line-bar-code-not-looked-at': { order: { lines: [{ sku: '4006381333931', qty: 2, total: 3600 }] } },
  'line-service': { order: { lines: [{ sku: 'ENGRAVING', qty: 1, total: 800 }] } },
  'line-item-is-a-discount': { order: { lines: [{ sku: 'Discount 10%', qty: 1, total: 800 }] } },
  'line-unknown-parked': { order: { lines: [mug, { sku: 'NEW-1', name: 'Brand new', qty: 1, total: 500 }] } },
  'line-unknown-substituted': { order: { lines: [{ sku: 'NEW-1', name: 'Brand new', qty: 2, total: 500 }] }, ...connection({ unknownSku: { mode: 'substitute', item: 'Misc goods' } }) },
  'line-unknown-substitute-missing': { order: { lines: [{ sku: 'NEW-1', qty: 2, total: 500 }] }, ...connection({ unknownSku: { mode: 'substitute', item: 'Nothing' } }) },
  'line-unknown-non-inventory-added': {
    order: { lines: [{ sku: 'NEW-1', name: 'Brand new', qty: 2, total: 500, tax: 36 }] },
    ...connection({ unknownSku: { mode: 'createNonInventory', incomeAccount: 'Sales' } }),
  },
  'line-unknown-service-added': { order: { lines: [{ sku: 'NEW-1', name: 'Brand new', qty: 3, total: 1000 }] }, ...connection({ unknownSku: { mode: 'createService', incomeAccount: 'Sales' } }) },
  'line-unknown-inventory-added': {
    order: { lines: [{ sku: 'NEW-1', name: 'Brand new', qty: 2, total: 500 }, { sku: 'new-1', name: 'Brand new', qty: 1, total: 250 }] },
    ...connection({ unknownSku: { mode: 'createInventory', incomeAccount: 'Sales', cogsAccount: 'Cost of Goods Sold', assetAccount: 'Inventory Asset' } }),
  },
  'line-unknown-cannot-be-a-name': { order: { lines: [{ sku: 'A:B-2026', qty: 1, total: 500 }] }, ...connection({ unknownSku: { mode: 'createService', incomeAccount: 'Sales' } }) },
  'line-deleted-product': { order: { lines: [mug, { sku: null, name: 'A thing of the past', product: 0, qty: 1, total: 700 }] } },
  'line-deleted-product-substituted': {
    order: { lines: [mug, { sku: null, name: 'A thing of the past', product: 0, qty: 1, total: 700 }] },
    ...connection({ unknownSku: { mode: 'substitute', item: 'Misc goods' } }),
  },
  'line-same-item-twice': { order: { lines: [mug, { ...mug, total: 1100 }] } },
  'line-class': { order: { lines: [mug, { sku: 'ENGRAVING', qty: 1, total: 800 }], shipping: [flat] }, ...connection({ className: 'Web' }) },
  'line-site': { order: { lines: [mug, { sku: 'ENGRAVING', qty: 1, total: 800 }] }, settings: { company: { sites: true }, connection: { site: 'Main' } } },
  'line-long-description': { order: { lines: [{ ...mug, name: `Red mug ${'with a very long story '.repeat(200)}` }] } },
  'line-none': { order: { lines: [], shipping: [] } },
  'line-none-but-shipping': { order: { lines: [], shipping: [flat] } },
  'line-three-hundred': { order: { lines: Array.from({ length: 300 }, (_, index) => ({
    sku: ['MUG-RED', 'MUG-BLUE', 'POSTER'][index % 3] ?? '', qty: 1 + (index % 4), total: 101 + index * 7, tax: index % 9,
  })) } },
  'line-tenth-of-a-cent': { order: { lines: [{ sku: 'BOLT-M3', name: 'Bolt M3', qty: 1000, total: 100 }, { sku: 'BOLT-M3', name: 'Bolt M3', qty: 7, total: 1 }] } },
  'line-price-does-not-divide': { order: { lines: [{ sku: 'POSTER', qty: 3, total: 1000 }] } },
  'line-of-nothing': { order: { lines: [{ sku: 'FREEBIE', qty: 1, total: 0 }, mug] } },
};

const KITS: Readonly<Record<string, Recipe>> = {
  'kit-members-at-list-price': { order: { lines: [{ sku: 'GIFT-SET', name: 'Gift set', qty: 1, total: 3400 }] } },
  'kit-members-at-web-price': { order: { lines: [{ sku: 'GIFT-SET', name: 'Gift set', qty: 1, total: 2999, tax: 217 }] } },
  'kit-members-three-kits': { order: { lines: [{ sku: 'GIFT-SET', name: 'Gift set', qty: 3, total: 8995 }, mug] } },
  'kit-members-without-prices': { order: { lines: [{ sku: 'FREE-SET', name: 'Free set', qty: 2, total: 600 }] } },
  'kit-group-at-list-price': { order: { lines: [{ sku: 'GIFT-SET', name: 'Gift set', qty: 1, total: 3400 }] }, ...connection({ kits: 'group' }) },
  'kit-group-below-list-price': { order: { lines: [{ sku: 'GIFT-SET', name: 'Gift set', qty: 2, total: 5998 }] }, ...connection({ kits: 'group', discountItem: 'Web Discount' }) },
  'kit-group-above-list-price': { order: { lines: [{ sku: 'GIFT-SET', name: 'Gift set', qty: 1, total: 3999 }] }, ...connection({ kits: 'group' }) },
  'kit-group-at-site': { order: { lines: [{ sku: 'GIFT-SET', name: 'Gift set', qty: 1, total: 3400 }] }, settings: { company: { sites: true }, connection: { kits: 'group', site: 'Main' } } },
  'kit-on-sales-order': { order: { lines: [{ sku: 'GIFT-SET', name: 'Gift set', qty: 1, total: 2999 }] }, ...connection({ documentKind: 'salesOrder', availability: 'onHandMinusSalesOrders' }) },
};

const MONEY: Readonly<Record<string, Recipe>> = {
  'coupon-in-lines': { order: { lines: [{ ...tee, subtotal: 3990, total: 3591 }], coupons: ['save10'] } },
  'coupon-on-own-line': { order: { lines: [{ ...tee, subtotal: 3990, total: 3591, tax: 260 }], coupons: ['save10'] }, ...connection({ discountItem: 'Web Discount' }) },
  'coupon-on-taxed-and-untaxed': {
    order: { lines: [{ ...tee, subtotal: 3990, total: 3591, tax: 260 }, { ...mug, subtotal: 1200, total: 1080 }], coupons: ['save10'] },
    ...connection({ discountItem: 'Web Discount', tax: quickbooks }),
  },
  'coupon-two': { order: { lines: [{ ...mug, subtotal: 1200, total: 900 }], coupons: ['one', 'two'] }, ...connection({ discountItem: 'Web Discount' }) },
  'coupon-all': { order: { lines: [{ ...mug, subtotal: 1200, total: 0 }], coupons: ['free'] } },
  'coupon-all-on-own-line': { order: { lines: [{ ...mug, subtotal: 1200, total: 0 }], coupons: ['free'] }, ...connection({ discountItem: 'Web Discount' }) },
  'fee-positive': { order: { lines: [mug], fees: [{ title: 'Gift wrap', total: 300, tax: 22 }] } },
  'fee-negative': { order: { lines: [mug], fees: [{ title: 'Loyalty discount', total: -200, tax: -15 }] } },
  'fee-negative-own-item': { order: { lines: [mug], fees: [{ title: 'Loyalty discount', total: -200 }] }, ...connection({ negativeFeeItem: 'Rebate' }) },
  'fee-by-title': {
    order: { lines: [mug], fees: [{ title: 'Gift Wrap', total: 300 }, { title: 'COD surcharge', total: 250 }] },
    ...connection({ feeItems: { 'gift wrap': 'Packing', 'COD surcharge': 'Surcharge' } }),
  },
  'fee-below-order-total': { order: { lines: [mug], fees: [{ title: 'Rebate', total: -1500 }] } },
  'shipping-two': { order: { lines: [mug], shipping: [flat, { title: 'Insurance', method: 'insurance', total: 199 }] } },
  'shipping-by-title': { order: { lines: [mug], shipping: [{ title: 'Next day', method: 'ups', total: 2500 }] }, ...connection({ shippingItems: { 'Next day': 'Express' } }) },
  'shipping-by-method': { order: { lines: [mug], shipping: [{ title: 'Schnell', method: 'ups:7', total: 2500 }] }, ...connection({ shippingItems: { 'ups:7': 'Express' } }) },
  'shipping-free': { order: { lines: [mug], shipping: [{ title: 'Free shipping', method: 'free_shipping', total: 0 }] } },
  'shipping-item-missing': { order: { lines: [mug], shipping: [flat] }, ...connection({ shippingItem: 'Freight' }) },
  'tax-exact': { order: { lines: [{ ...mug, tax: 107 }], shipping: [{ ...flat, tax: 67 }] } },
  'tax-by-quickbooks-agrees': { order: { lines: [taxedMug] }, ...connection({ tax: quickbooks }) },
  'tax-by-quickbooks-differs': { order: { lines: [{ ...mug, tax: 107 }] }, ...connection({ tax: quickbooks }) },
  'tax-by-quickbooks-mixed-lines': { order: { lines: [taxedMug, { sku: 'POSTER', qty: 2, total: 1000 }], shipping: [flat] }, ...connection({ tax: quickbooks }) },
  'tax-exempt-by-quickbooks': { order: { lines: [mug] }, ...connection({ tax: quickbooks }) },
  'tax-not-set': { order: { lines: [taxedMug] }, ...connection({ tax: { mode: 'none' } }) },
  'tax-off-in-quickbooks': { order: { lines: [taxedMug] }, settings: { company: { salesTaxOn: false } } },
  'tax-off-and-none-charged': { order: { lines: [mug] }, settings: { company: { salesTaxOn: false } } },
  'tax-item-missing': { order: { lines: [taxedMug] }, ...connection({ tax: { mode: 'storeExact', zeroTaxItem: 'Web Tax 0', taxLineItem: 'No such tax' } }) },
  'tax-included-in-prices': { order: { inclusive: true, lines: [{ ...mug, total: 1119, tax: 81 }] } },
  'tax-included-rounds-a-cent': { order: { inclusive: true, lines: [{ ...mug, total: 833, tax: 167 }], off: -1 }, ...connection({ roundingItem: 'Rounding' }) },
  'rounding-within-limit': { order: { lines: [mug], off: 3 }, ...connection({ roundingItem: 'Rounding' }) },
  'rounding-below-zero': { order: { lines: [mug], off: -5 }, ...connection({ roundingItem: 'Rounding' }) },
  'rounding-over-limit': { order: { lines: [mug], off: 6 }, ...connection({ roundingItem: 'Rounding' }) },
  'rounding-own-limit': { order: { lines: [mug], off: 40 }, ...connection({ roundingItem: 'Rounding', roundingLimit: 50 }) },
  'rounding-not-allowed': { order: { lines: [mug], off: 1 } },
  'currency-other': { order: { currency: 'EUR' } },
  'currency-home-is-not-dollar': { order: { currency: 'EUR' }, settings: { company: { homeCurrency: 'Euro' } } },
  'currency-dollar-in-other-books': { order: { currency: 'USD' }, settings: { company: { homeCurrency: 'Canadian Dollar' } } },
  'amount-large': { order: { lines: [{ ...mug, qty: 400, total: 123_456_789 }] } },
};

const DATES: Readonly<Record<string, Recipe>> = {
  'date-late-evening-in-utc': { order: { at: '2026-11-22T04:30:00' } },
  'date-repeated-hour-first': { order: { at: '2026-11-01T05:30:00' } },
  'date-repeated-hour-second': { order: { at: '2026-11-01T06:30:00' } },
  'date-skipped-hour': { order: { at: '2026-03-08T07:15:00' } },
  'date-new-year': { order: { at: '2027-01-01T03:00:00' } },
  'date-closed-books': { order: { at: '2026-10-30T15:00:00' }, settings: { company: { closingDate: '2026-10-31' } } },
  'date-first-open-day': { order: { at: '2026-10-30T15:00:00' }, settings: { company: { closingDate: '2026-10-31' }, connection: { closedBooks: 'firstOpenDay' } } },
  'date-day-after-closing': { order: { at: '2026-11-01T15:00:00' }, settings: { company: { closingDate: '2026-10-31' } } },
  'date-refund-in-open-books': { order: { at: '2026-11-01T15:00:00', refunds: [{ id: 71, at: '2026-11-05T15:00:00', amount: 300 }] }, settings: { company: { closingDate: '2026-10-31' } } },
  'date-payment-on-first-open-day': {
    order: { ...paidByCard, at: '2026-10-30T15:00:00' },
    settings: { company: { closingDate: '2026-10-31' }, connection: { closedBooks: 'firstOpenDay', documentKind: 'invoice' } },
  },
  'number-same-from-two-stores': { order: {}, second: { lines: [tee] }, settings: { secondShop: { host: 'other.example.test' } } },
  'number-same-from-two-stores-own-prefix': { order: {}, second: { lines: [tee] }, settings: { secondShop: { host: 'other.example.test', connection: { refPrefix: 'B' } } } },
  'number-collides-after-cutting': { order: { number: '2025-1234567890' }, second: { id: 1037, number: '2026-1234567890', lines: [tee] } },
};

export const RECIPES: Readonly<Record<string, Recipe>> = { ...DOCUMENTS, ...REFUNDS, ...CUSTOMERS, ...ADDRESSES, ...LINES, ...KITS, ...MONEY, ...DATES };

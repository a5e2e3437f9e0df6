/** Generated drafts: whatever a shop puts into them, the request is one that Intuit's schema takes, and nothing is lost in it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '../../src/domain/calendar.ts';
import { formatDecimal, scaled } from '../../src/domain/decimal.ts';
import type {
  CustomerDraft, DocumentDraft, DraftLine, ItemDraft, QuickBooksAddress, Ref, SettlementDraft,
} from '../../src/domain/document.ts';
import type { ListID, TxnID } from '../../src/domain/ids.ts';
import { DOCUMENT_KINDS } from '../../src/domain/job.ts';
import { cents, formatCents } from '../../src/domain/money.ts';
import { customerAdd } from '../../src/quickbooks/qbxml/customer.ts';
import { customFieldWrites } from '../../src/quickbooks/qbxml/dataExt.ts';
import { documentAdd } from '../../src/quickbooks/qbxml/document.ts';
import { writeMessageSet } from '../../src/quickbooks/qbxml/envelope.ts';
import { LIMITS } from '../../src/quickbooks/qbxml/fields.ts';
import { itemAdd } from '../../src/quickbooks/qbxml/itemAdd.ts';
import { settlementAdd } from '../../src/quickbooks/qbxml/settlement.ts';
import { toName, toQuickBooksText } from '../../src/quickbooks/text.ts';
import { readXml } from '../../src/quickbooks/xml/read.ts';
import { childrenOf, textAt, type XmlElement } from '../../src/quickbooks/xml/tree.ts';
import { noSchema, schemaErrors } from '../unit/quickbooks/schemaCheck.ts';

const wild = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }), fc.constant(''));
const fitted = (limit: number): fc.Arbitrary<string> => wild.map((input) => toQuickBooksText(input, limit).text);
const named = (limit: number): fc.Arbitrary<string> => wild.map((input) => toName(input, limit).text);
const guid = fc.uuid().map((value) => `{${value.toUpperCase()}}`);

const address: fc.Arbitrary<QuickBooksAddress | null> = fc.option(fc.record({
  addr1: fitted(LIMITS.addressLine), addr2: fitted(LIMITS.addressLine), addr3: fitted(LIMITS.addressLine), city: fitted(LIMITS.city),
  state: fitted(LIMITS.state), postalCode: fitted(LIMITS.postalCode), country: fitted(LIMITS.country), note: fitted(LIMITS.addressNote),
}));
const ref: fc.Arbitrary<Ref> = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'0123456789ABCDEF-'), minLength: 1, maxLength: LIMITS.id })
    .map((listId) => ({ listId: listId as ListID })),
  named(LIMITS.itemFullName).map((fullName) => ({ fullName })),
);
/** What a document or line may have beside, present or not. */
const money = fc.integer({ min: 0, max: 99_999_999_999 }).map(cents);
const day = fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2037-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10) as Day);
const line: fc.Arbitrary<DraftLine> = fc.record({
  item: ref, description: fitted(LIMITS.lineDescription),
  quantity: fc.option(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }).map(scaled)),
  amount: fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }).map(cents), taxCode: fc.option(named(LIMITS.salesTaxCode)),
  isGroup: fc.constant(true as const), className: named(LIMITS.classFullName), site: named(LIMITS.inventorySite), other1: fitted(LIMITS.other),
  other2: fitted(LIMITS.other),
}, { requiredKeys: ['item', 'description', 'quantity', 'amount', 'taxCode'], noNullPrototype: true });
const draft: fc.Arbitrary<DocumentDraft> = fc.record({
  kind: fc.constantFrom(...DOCUMENT_KINDS), customer: ref,
  txnDate: day, refNumber: fitted(LIMITS.refNumber), billAddress: address, shipAddress: address, isPending: fc.boolean(),
  paymentMethod: fc.option(named(LIMITS.shortListName)),
  taxItem: fc.option(named(LIMITS.shortListName)), memo: fitted(LIMITS.memo), depositTo: fc.option(named(LIMITS.accountFullName)),
  externalGuid: fc.oneof(guid, fc.constant('')),
  lines: fc.array(line, { minLength: 1, maxLength: 5 }),
  className: named(LIMITS.classFullName), template: named(LIMITS.shortListName), terms: named(LIMITS.shortListName), salesRep: named(LIMITS.salesRep),
  shipMethod: named(LIMITS.shipMethod), customerMessage: named(LIMITS.customerMessage), poNumber: fitted(LIMITS.poNumber),
  arAccount: named(LIMITS.accountFullName), dueDate: day, other: fitted(LIMITS.other),
  customFields: fc.array(fc.record({ name: named(LIMITS.dataExtName), value: fitted(LIMITS.dataExtValue) }), { maxLength: 3 }),
}, {
  requiredKeys: ['kind', 'customer', 'txnDate', 'refNumber', 'billAddress', 'shipAddress', 'isPending', 'paymentMethod', 'taxItem', 'memo', 'depositTo',
    'externalGuid', 'lines'],
  noNullPrototype: true,
});
const txnId = fc.string({ unit: fc.constantFrom(...'0123456789ABCDEF-'), minLength: 1, maxLength: LIMITS.id }).map((id) => id as TxnID);
const settled = {
  customer: ref, txnDate: day, refNumber: fitted(LIMITS.refNumber), memo: fitted(LIMITS.memo), externalGuid: fc.oneof(guid, fc.constant('')),
  totalAmount: money, appliedTo: fc.record({ txnId, amount: money }),
};
const accountName = named(LIMITS.accountFullName);
const maybeAccount = fc.option(accountName);
const maybeMethod = fc.option(named(LIMITS.shortListName));
const settlement: fc.Arbitrary<SettlementDraft> = fc.oneof(
  fc.record({ ...settled, kind: fc.constant('receivePayment' as const), arAccount: maybeAccount, paymentMethod: maybeMethod, depositTo: maybeAccount }),
  fc.record({ ...settled, kind: fc.constant('arRefundCreditCard' as const), arAccount: maybeAccount, paymentMethod: maybeMethod, refundFrom: maybeAccount }),
  fc.record({ ...settled, kind: fc.constant('check' as const), account: accountName, arAccount: accountName }),
);
const made = {
  name: named(LIMITS.itemName), description: fitted(LIMITS.lineDescription), salesPrice: fc.option(fc.integer({ min: 0, max: 99_999_999_999 }).map(scaled)),
  taxCode: fc.option(named(LIMITS.salesTaxCode)), incomeAccount: accountName, externalGuid: fc.oneof(guid, fc.constant('')),
};
const item: fc.Arbitrary<ItemDraft> = fc.oneof(
  fc.record({ ...made, kind: fc.constantFrom('nonInventory' as const, 'service' as const) }),
  fc.record({ ...made, kind: fc.constant('inventory' as const), cogsAccount: accountName, assetAccount: accountName }),
);
const customer: fc.Arbitrary<CustomerDraft> = fc.record({
  name: named(LIMITS.customerName), companyName: fitted(LIMITS.companyName), firstName: fitted(LIMITS.firstName),
  lastName: fitted(LIMITS.lastName),
  billAddress: address, shipAddress: address, phone: fitted(LIMITS.phone), email: fitted(LIMITS.email),
  accountNumber: fitted(LIMITS.customerAccountNumber),
  notes: wild.map((input) => toQuickBooksText(input, LIMITS.notes, { newlines: true }).text), externalGuid: fc.oneof(guid, fc.constant('')),
});

function parsed(request: XmlElement): XmlElement {
  const root = readXml(writeMessageSet({ requests: [request] }));
  const add = root.ok ? root.value.children[0]?.children[0]?.children[0] : undefined;
  if (add === undefined) throw new Error('the request does not come back');
  return add;
}

describe('generated drafts', () => {
  it.skipIf(noSchema)('are valid for QuickBooks whatever they hold', () => {
    const some = <T>(one: fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> => fc.array(one, { minLength: 1, maxLength: most });
    fc.assert(fc.property(some(draft, 25), some(customer, 10), some(settlement, 10), some(item, 10), (drafts, customers, settlements, items) => {
      const requests = [
        ...drafts.map((one, at) => documentAdd(String(at), one)),
        ...drafts.flatMap((one, at) => customFieldWrites(`f${String(at)}`, { kind: one.kind, txnId: '1-1' as TxnID }, one.customFields ?? [], null)),
        ...customers.map((one, at) => customerAdd(`c${String(at)}`, one)),
        ...settlements.map((one, at) => settlementAdd(`s${String(at)}`, one)),
        ...items.map((one, at) => itemAdd(`i${String(at)}`, one)),
      ];
      expect(schemaErrors(writeMessageSet({ requests }))).toBe('');
    }), { numRuns: 20 });
  });

  it('say in the text what the draft says', () => {
    fc.assert(fc.property(draft, (one) => {
      const add = parsed(documentAdd('1', one));
      expect([textAt(add, 'RefNumber'), textAt(add, 'Memo'), textAt(add, 'TxnDate'), textAt(add, 'ExternalGUID'),
        textAt(add, 'ItemSalesTaxRef', 'FullName')])
        .toEqual([one.refNumber, one.memo, one.txnDate, one.externalGuid, one.taxItem ?? '']);
      expect(textAt(add, 'PaymentMethodRef', 'FullName')).toBe(one.kind === 'salesReceipt' ? one.paymentMethod ?? '' : '');
      const type = `${one.kind.charAt(0).toUpperCase()}${one.kind.slice(1)}`;
      const groups = childrenOf(add, `${type}LineGroupAdd`);
      expect(groups.map((here) => [textAt(here, 'Quantity'), textAt(here, 'InventorySiteRef', 'FullName')])).toEqual(
        one.lines.filter((here) => here.isGroup === true).map((here) => [here.quantity === null ? '' : formatDecimal(here.quantity), here.site ?? '']));
      expect(['ClassRef', 'TemplateRef', 'SalesRepRef', 'ShipMethodRef', 'CustomerMsgRef'].map((name) => textAt(add, name, 'FullName')))
        .toEqual([one.className ?? '', one.template ?? '', one.salesRep ?? '', one.shipMethod ?? '', one.customerMessage ?? '']);
      expect([textAt(add, 'PONumber'), textAt(add, 'TermsRef', 'FullName')]).toEqual(one.kind === 'salesReceipt' ? ['', ''] : [one.poNumber ?? '', one.terms ?? '']);
      expect(textAt(add, 'ARAccountRef', 'FullName')).toBe(one.kind === 'invoice' || one.kind === 'creditMemo' ? one.arAccount ?? '' : '');
      const singles = one.lines.filter((here) => here.isGroup !== true);
      const lines = childrenOf(add, `${type}LineAdd`);
      expect(lines.map((here) => [textAt(here, 'ClassRef', 'FullName'), textAt(here, 'InventorySiteRef', 'FullName'), textAt(here, 'Other1'), textAt(here, 'Other2')]))
        .toEqual(singles.map((here) => [here.className ?? '', here.site ?? '', here.other1 ?? '', here.other2 ?? '']));
      expect(lines.map((here) => [textAt(here, 'Desc'), textAt(here, 'Quantity'), textAt(here, 'Amount'),
        textAt(here, 'SalesTaxCodeRef', 'FullName')]))
        .toEqual(singles.map((here) => [here.description, here.quantity === null ? '' : formatDecimal(here.quantity),
          formatCents(here.amount), here.taxCode ?? '']));
    }), { numRuns: 200 });
  });

  it('say in a payment or refund to what it belongs, and how much', () => {
    fc.assert(fc.property(settlement, (one) => {
      const add = parsed(settlementAdd('1', one));
      const applied = { receivePayment: ['AppliedToTxnAdd', 'PaymentAmount'], arRefundCreditCard: ['RefundAppliedToTxnAdd', 'RefundAmount'], check: ['ApplyCheckToTxnAdd', 'Amount'] } as const;
      const [block, amount] = applied[one.kind];
      expect([textAt(add, 'RefNumber'), textAt(add, 'Memo'), textAt(add, 'TxnDate'), textAt(add, 'ExternalGUID'), textAt(add, block, 'TxnID'), textAt(add, block, amount)])
        .toEqual([one.refNumber, one.memo, one.txnDate, one.externalGuid, one.appliedTo.txnId, formatCents(one.appliedTo.amount)]);
      const total = { receivePayment: ['TotalAmount'], arRefundCreditCard: null, check: ['ExpenseLineAdd', 'Amount'] }[one.kind];
      if (total !== null) expect(textAt(add, ...total)).toBe(formatCents(one.totalAmount));
    }), { numRuns: 200 });
  });

  it('keep an item\'s texts and price', () => {
    fc.assert(fc.property(item, (one) => {
      const add = parsed(itemAdd('1', one));
      const at = (...path: readonly string[]): string => textAt(add, ...(one.kind === 'inventory' ? [] : ['SalesOrPurchase']), ...path);
      expect([textAt(add, 'Name'), at(one.kind === 'inventory' ? 'SalesDesc' : 'Desc'), at(one.kind === 'inventory' ? 'SalesPrice' : 'Price')])
        .toEqual([one.name, one.description, one.salesPrice === null ? '' : formatDecimal(one.salesPrice)]);
    }), { numRuns: 200 });
  });

  it('keep a customer\'s texts, newlines in notes included', () => {
    fc.assert(fc.property(customer, (one) => {
      const add = parsed(customerAdd('1', one));
      expect([textAt(add, 'Name'), textAt(add, 'CompanyName'), textAt(add, 'Email'), textAt(add, 'Notes'),
        textAt(add, 'BillAddress', 'Addr1'), textAt(add, 'ShipAddress', 'PostalCode')])
        .toEqual([one.name, one.companyName, one.email, one.notes, one.billAddress?.addr1 ?? '', one.shipAddress?.postalCode ?? '']);
    }), { numRuns: 200 });
  });
});

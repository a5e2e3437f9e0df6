/** Generated drafts: whatever a shop puts into them, the request is one that Intuit's schema takes, and nothing is lost in it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '../../src/domain/calendar.ts';
import { formatDecimal, scaled } from '../../src/domain/decimal.ts';
import type { CustomerDraft, DocumentDraft, DraftLine, QuickBooksAddress, Ref } from '../../src/domain/document.ts';
import type { ListID } from '../../src/domain/ids.ts';
import { DOCUMENT_KINDS } from '../../src/domain/job.ts';
import { cents, formatCents } from '../../src/domain/money.ts';
import { customerAdd } from '../../src/quickbooks/qbxml/customer.ts';
import { documentAdd } from '../../src/quickbooks/qbxml/document.ts';
import { writeMessageSet } from '../../src/quickbooks/qbxml/envelope.ts';
import { LIMITS } from '../../src/quickbooks/qbxml/fields.ts';
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
const line: fc.Arbitrary<DraftLine> = fc.record({
  item: ref, description: fitted(LIMITS.lineDescription),
  quantity: fc.option(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }).map(scaled)),
  amount: fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }).map(cents), taxCode: fc.option(named(LIMITS.salesTaxCode)),
});
const draft: fc.Arbitrary<DocumentDraft> = fc.record({
  kind: fc.constantFrom(...DOCUMENT_KINDS), customer: ref,
  txnDate: fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2037-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10) as Day),
  refNumber: fitted(LIMITS.refNumber), billAddress: address, shipAddress: address, isPending: fc.boolean(),
  paymentMethod: fc.option(named(LIMITS.shortListName)),
  taxItem: fc.option(named(LIMITS.shortListName)), memo: fitted(LIMITS.memo), depositTo: fc.option(named(LIMITS.accountFullName)),
  externalGuid: fc.oneof(guid, fc.constant('')),
  lines: fc.array(line, { minLength: 1, maxLength: 5 }),
});
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
    fc.assert(fc.property(fc.array(draft, { minLength: 1, maxLength: 25 }), fc.array(customer, { minLength: 1, maxLength: 10 }),
      (drafts, customers) => {
      const requests = [...drafts.map((one, at) => documentAdd(String(at), one)),
        ...customers.map((one, at) => customerAdd(`c${String(at)}`, one))];
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
      const lines = childrenOf(add, `${one.kind.charAt(0).toUpperCase()}${one.kind.slice(1)}LineAdd`);
      expect(lines.map((here) => [textAt(here, 'Desc'), textAt(here, 'Quantity'), textAt(here, 'Amount'),
        textAt(here, 'SalesTaxCodeRef', 'FullName')]))
        .toEqual(one.lines.map((here) => [here.description, here.quantity === null ? '' : formatDecimal(here.quantity),
          formatCents(here.amount), here.taxCode ?? '']));
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

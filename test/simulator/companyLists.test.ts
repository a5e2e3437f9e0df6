/** Items added by request, the small lists, one name space for all names, custom fields, classes, sites, templates, currencies. */
import { describe, expect, it } from 'vitest';
import { formatCents } from '../../src/domain/money.ts';
import { childrenOf, textAt, type XmlElement } from '../../src/quickbooks/xml/tree.ts';
import { add, column, first, harness, status, texts } from './companyHarness.ts';

const ref = (name: string, fullName: string): string => `<${name}><FullName>${fullName}</FullName></${name}>`;
const INCOME = ref('IncomeAccountRef', 'Sales');
const COGS = ref('COGSAccountRef', 'Cost of Goods Sold');
const ASSET = ref('AssetAccountRef', 'Inventory Asset');

function item(kind: string, name: string, inner: string, head = ''): string {
  return `<Item${kind}AddRq requestID="i"><Item${kind}Add><Name>${name}</Name>${head}${inner}</Item${kind}Add></Item${kind}AddRq>`;
}
const sale = (account: string): string => `<SalesOrPurchase><Desc>d</Desc><Price>2.50</Price>${ref('AccountRef', account)}</SalesOrPurchase>`;

describe('items by request', () => {
  it('adds stock with its accounts and no pieces, and sells it at once', () => {
    const h = harness();
    const response = h.ask(item('Inventory', 'NEW-1', `<SalesDesc>New</SalesDesc><SalesPrice>4.00</SalesPrice>${INCOME}${COGS}${ASSET}`));
    expect(status(response)).toBe('0');
    const ret = first(response);
    expect([textAt(ret, 'FullName'), textAt(ret, 'QuantityOnHand'), ...texts(ret, 'AssetAccountRef', 'FullName'), ...texts(ret, 'SalesTaxCodeRef', 'FullName')])
      .toEqual(['NEW-1', '0', 'Inventory Asset', 'Tax']);
    expect(status(h.ask(add({ lines: [{ item: 'NEW-1', quantity: '2' }] })))).toBe('0');
    expect([h.onHand('NEW-1'), h.company.ledger().documents[0]?.subtotal]).toEqual([-2, 800]);
    expect(h.company.ledger().items.find((one) => one.fullName === 'NEW-1')?.accounts).toEqual({ income: 'Sales', cogs: 'Cost of Goods Sold', asset: 'Inventory Asset' });
  });

  it('posts an adjustment for an opening quantity', () => {
    const h = harness();
    h.ask(item('Inventory', 'NEW-2', `${INCOME}${COGS}${ASSET}<QuantityOnHand>5</QuantityOnHand><TotalValue>10.00</TotalValue>`));
    expect(h.onHand('NEW-2')).toBe(5);
    expect(h.company.ledger().others.map((one) => one.kind)).toEqual(['InventoryAdjustment']);
  });

  it.each<[string, string, string]>([
    ['no income account', '3270', item('Inventory', 'X', COGS + ASSET)],
    ['no cost account', '3270', item('Inventory', 'X', INCOME + ASSET)],
    ['no asset account', '3270', item('Inventory', 'X', INCOME + COGS)],
    ['an income account that is none', '3140', item('Inventory', 'X', ref('IncomeAccountRef', 'Checking') + COGS + ASSET)],
    ['an asset account that is none', '3140', item('Inventory', 'X', INCOME + COGS + ref('AssetAccountRef', 'Sales'))],
    ['a cost account that is none', '3140', item('Inventory', 'X', INCOME + ref('COGSAccountRef', 'Sales') + ASSET)],
    ['an account that is not there', '3140', item('NonInventory', 'X', sale('Nowhere'))],
    ['accounts receivable', '3140', item('Service', 'X', sale('Accounts Receivable'))],
    ['no expense account', '3270', item('Service', 'X', `<SalesAndPurchase>${INCOME}</SalesAndPurchase>`)],
    ['a name that is taken, whatever its kind and case', '3100', item('Service', 'mug-red', sale('Sales'))],
    ['a colon in the name', '3090', item('Service', 'A:B', sale('Sales'))],
    ['a name of 32 characters', '3070', item('Service', 'x'.repeat(32), sale('Sales'))],
    ['a parent that is not there', '3130', item('Service', 'X', sale('Sales'), ref('ParentRef', 'NOTHING'))],
    ['a parent of another kind', '3280', item('Service', 'X', sale('Sales'), ref('ParentRef', 'MUG-RED'))],
    ['a tax code that is not there', '3140', item('Service', 'X', ref('SalesTaxCodeRef', 'Xx') + sale('Sales'))],
    ['a unit of measure while they are off', '3250', item('Service', 'X', ref('UnitOfMeasureSetRef', 'Each') + sale('Sales'))],
  ])('refuses %s (%s)', (_what, code, body) => {
    const h = harness();
    const before = h.company.ledger().items.length;
    expect(status(h.ask(body))).toBe(code);
    expect(h.company.ledger().items).toHaveLength(before);
  });

  it('knows the order trap: class before parent, but not for non-inventory items', () => {
    const h = harness();
    h.company.addListRecord('Class', 'Web');
    h.company.addItem({ kind: 'NonInventory', name: 'CARD' });
    const both = (kind: string, first: string, second: string): string => item(kind, 'T', sale('Sales'), first + second);
    const [cls, parent] = [ref('ClassRef', 'Web'), ref('ParentRef', 'CARD')];
    expect(status(h.ask(both('NonInventory', parent, cls)))).toBe('0');
    expect(() => h.ask(both('NonInventory', cls, parent))).toThrow('0x80040400');
    expect(() => h.ask(both('Service', parent, cls))).toThrow('0x80040400');
  });
});

describe('one name for one record', () => {
  it('refuses a customer called like a vendor, employee or other name (3100), and not a job', () => {
    const h = harness();
    h.company.addEmployee('Wendy Webb');
    h.company.addOtherName('Landlord');
    const customer = (name: string, parent = ''): string => `<CustomerAddRq><CustomerAdd><Name>${name}</Name>${parent}</CustomerAdd></CustomerAddRq>`;
    expect(['Hillside Supply', 'wendy webb', 'Landlord', 'Walk-in Customer', 'Somebody New'].map((name) => status(h.ask(customer(name))))).toEqual(['3100', '3100', '3100', '3100', '0']);
    expect(status(h.ask(customer('Landlord', ref('ParentRef', 'Walk-in Customer'))))).toBe('0');
    const names = h.ask('<EntityQueryRq><NameFilter><MatchCriterion>Contains</MatchCriterion><Name>land</Name></NameFilter></EntityQueryRq>');
    expect(names.children.map((one) => one.name)).toEqual(['OtherNameRet', 'CustomerRet']);
    const asked = h.ask('<EntityQueryRq><FullName>Wendy Webb</FullName><FullName>Hillside Supply</FullName><FullName>Nobody</FullName></EntityQueryRq>');
    expect([status(asked), ...asked.children.map((one) => one.name)]).toEqual(['500', 'EmployeeRet', 'VendorRet']);
    expect(column(h.ask('<VendorQueryRq/>'), 'Name')).toEqual(['Hillside Supply', 'Tax Authority']);
  });
});

describe('small lists', () => {
  it('gives each its own record, active ones unless asked, with the fields a settings screen shows', () => {
    const h = harness();
    h.company.addListRecord('Class', 'Web');
    h.company.addListRecord('Class', 'Web:East');
    h.company.addListRecord('Terms', '15th', 'dayOfMonth 15');
    h.company.addEmployee('Wendy Webb');
    h.company.addListRecord('SalesRep', 'WW', 'Wendy Webb');
    h.company.setListRecordActive('ShipMethod', 'FedEx', false);
    const list = (name: string, filter = ''): XmlElement => h.ask(`<${name}QueryRq>${filter}</${name}QueryRq>`);
    expect(column(list('Class'), 'FullName')).toEqual(['Web', 'Web:East']);
    expect(texts(list('Class'), 'ClassRet', 'ParentRef', 'FullName')).toEqual(['Web']);
    expect(column(list('ShipMethod'), 'Name')).toEqual(['UPS', 'USPS']);
    expect(column(list('ShipMethod', '<ActiveStatus>All</ActiveStatus>'), 'IsActive')).toEqual(['false', 'true', 'true']);
    expect(list('Terms').children.map((one) => one.name)).toEqual(['DateDrivenTermsRet', 'StandardTermsRet', 'StandardTermsRet', 'StandardTermsRet']);
    expect(column(list('StandardTerms'), 'StdDueDays')).toEqual(['0', '15', '30']);
    expect(column(list('DateDrivenTerms'), 'DayOfMonthDue')).toEqual(['15']);
    expect(texts(list('SalesRep', '<FullName>WW</FullName>'), 'SalesRepRet', 'SalesRepEntityRef', 'FullName')).toEqual(['Wendy Webb']);
    expect(column(list('PaymentMethod', '<PaymentMethodType>Visa</PaymentMethodType>'), 'Name')).toEqual(['Visa']);
    expect(column(list('Template'), 'TemplateType').toSorted()).toEqual(['CreditMemo', 'Invoice', 'SalesOrder', 'SalesReceipt']);
    expect(column(list('SalesTaxCode'), 'IsTaxable')).toEqual(['false', 'true']);
    expect(column(list('CustomerMsg'), 'Name')).toEqual(['Thank you for your business.']);
    expect(column(list('Account', '<AccountType>Bank</AccountType>'), 'FullName')).toEqual(['Checking']);
    expect([status(list('InventorySite')), status(list('Currency')), status(list('Employee', '<FullName>Nobody</FullName>'))]).toEqual(['3250', '3250', '500']);
    expect(() => list('Template', '<ActiveStatus>All</ActiveStatus>')).toThrow('0x80040400');
    expect(() => h.ask('<ClassQueryRq iterator="Start"><MaxReturned>1</MaxReturned></ClassQueryRq>')).toThrow('0x80040400');
  });
});

describe('what a document refers to', () => {
  it('copies its class to lines without one, keeps sites, terms, rep, ship method, PO number and message, and refuses what is not there', () => {
    const h = harness({ sites: true });
    for (const [list, name] of [['Class', 'Web'], ['Class', 'Other'], ['InventorySite', 'Main']] as const) h.company.addListRecord(list, name);
    const header = `<PONumber>PO-77</PONumber>${ref('TermsRef', 'Net 30')}${ref('SalesRepRef', 'WEB')}${ref('ShipMethodRef', 'UPS')}${ref('CustomerMsgRef', 'Thank you for your business.')}`;
    const document = (body: string): string => body.replace('<TxnDate>', `${ref('ClassRef', 'Web')}${ref('TemplateRef', 'Intuit Product Invoice')}<TxnDate>`)
      .replace('</InvoiceLineAdd>', `${ref('InventorySiteRef', 'Main')}</InvoiceLineAdd>`);
    const base = add({ type: 'Invoice', header, lines: [{ item: 'MUG-RED', quantity: '1' }, { item: 'TEE-S', quantity: '1' }] })
      .replace('<ItemRef><FullName>TEE-S</FullName></ItemRef><Quantity>1</Quantity>', `<ItemRef><FullName>TEE-S</FullName></ItemRef><Quantity>1</Quantity>${ref('ClassRef', 'Other')}`);
    expect(status(h.ask(document(base)))).toBe('0');
    const [one] = h.company.ledger().documents;
    expect(one?.fields).toMatchObject({ ClassRef: 'Web', TermsRef: 'Net 30', SalesRepRef: 'WEB', ShipMethodRef: 'UPS', PONumber: 'PO-77', TemplateRef: 'Intuit Product Invoice' });
    expect(one?.lines.map((line) => [line.fields['ClassRef'], line.fields['InventorySiteRef'] ?? ''])).toEqual([['Web', 'Main'], ['Other', '']]);
    for (const wrong of ['Web', 'Main', 'Net 30', 'UPS', 'Thank you for your business.', 'Intuit Product Invoice'])
      expect([wrong, status(h.ask(document(base).replace(`>${wrong}<`, '>NOT-THERE<')))]).toEqual([wrong, '3140']);
    expect(status(h.ask(document(base).replace('Intuit Product Invoice', 'Custom Sales Receipt')))).toBe('3140');
    expect(status(harness({ classTracking: false }).ask(add().replace('<TxnDate>', `${ref('ClassRef', 'Web')}<TxnDate>`)))).toBe('3250');
  });

  it('refuses an address of more than five printed lines (3205)', () => {
    const h = harness();
    const address = (lines: number): string => `<BillAddress>${Array.from({ length: lines }, (_, index) => `<Addr${String(index + 1)}>a</Addr${String(index + 1)}>`).join('')}` +
      '<City>Ames</City><State>IA</State><PostalCode>50010</PostalCode><Country>US</Country></BillAddress>';
    expect([3, 4].map((lines) => status(h.ask(add({ header: address(lines) }))))).toEqual(['0', '3205']);
  });

  it('expands a group at its quantity and the members\' own prices, in credit memos too', () => {
    const h = harness({ skus: [{ sku: 'A', price: '1.25' }, { sku: 'B', price: '0.5' }], groups: [{ sku: 'KIT', members: [{ item: 'A', quantity: 2 }, { item: 'B', quantity: '1.5' }] }] });
    for (const type of ['SalesReceipt', 'CreditMemo']) h.ask(add({ type, number: type.slice(0, 3), lines: [{ item: 'KIT', quantity: '3', group: true }] }));
    const ledger = h.company.ledger().documents.map((one) => one.lines.map((line) => [line.group, line.item, line.quantity, formatCents(line.amount ?? (0 as never))]));
    expect(ledger[0]).toEqual([['KIT', 'A', 600_000, '7.50'], ['KIT', 'B', 450_000, '2.25']]);
    expect(ledger[1]).toEqual(ledger[0]);
    expect(h.onHand('A')).toBe(20);
  });

  it('knows custom fields: in lines, and in the header by DataExtAdd with a macro; a second Add is 3180, Mod changes', () => {
    const h = harness();
    h.company.defineCustomFields([{ name: 'Colour', objects: ['Item'] }, { name: 'Shop', objects: ['Customer'] }]);
    const line = (name: string): string => `<DataExt><OwnerID>0</OwnerID><DataExtName>${name}</DataExtName><DataExtValue>red</DataExtValue></DataExt>`;
    const document = (name: string): string => add().replace('</SalesReceiptLineAdd>', `${line(name)}</SalesReceiptLineAdd>`);
    expect([status(h.ask(document('Colour'))), status(h.ask(document('Shop'))), status(h.ask(document('Nothing')))]).toEqual(['0', '3140', '3140']);
    expect(h.company.ledger().documents[0]?.lines[0]?.customFields).toEqual({ Colour: 'red' });
    const field = (verb: string, id: string, value: string): string => `<DataExt${verb}Rq><DataExt${verb}><OwnerID>0</OwnerID><DataExtName>Shop</DataExtName>` +
      `<TxnDataExtType>SalesReceipt</TxnDataExtType>${id}<DataExtValue>${value}</DataExtValue></DataExt${verb}></DataExt${verb}Rq>`;
    const both = h.send(add({ number: 'M' }).replace('<SalesReceiptAdd>', '<SalesReceiptAdd defMacro="TxnID:m">') + field('Add', '<TxnID useMacro="TxnID:m"/>', 'west'));
    expect(both.responses.map(status)).toEqual(['0', '0']);
    const made = h.company.ledger().documents.at(-1);
    expect(made?.customFields).toEqual({ Shop: 'west' });
    const id = `<TxnID>${made?.txnId ?? ''}</TxnID>`;
    expect([status(h.ask(field('Add', id, 'east'))), status(h.ask(field('Mod', id, 'east')))]).toEqual(['3180', '0']);
    const found = h.ask('<SalesReceiptQueryRq><RefNumber>M</RefNumber><OwnerID>0</OwnerID></SalesReceiptQueryRq>');
    expect(texts(found, 'SalesReceiptRet', 'DataExtRet', 'DataExtValue')).toEqual(['east']);
    expect(status(h.ask(field('Add', '<TxnID useMacro="TxnID:unknown"/>', 'x')))).toBe('9100');
  });

  it('in a company with currencies: the customer brings his, the application the rate, and A/R has an account for each', () => {
    const h = harness({ homeCurrency: 'US Dollar' });
    expect(status(h.ask(`<CustomerAddRq><CustomerAdd><Name>Jean</Name>${ref('CurrencyRef', 'Euro')}</CustomerAdd></CustomerAddRq>`))).toBe('0');
    const rated = (customer: string, rate: string): XmlElement => h.ask(add({ type: 'Invoice', customer, header: rate === '' ? '' : `<ExchangeRate>${rate}</ExchangeRate>` }));
    const ret = first(rated('Jean', '1.25'));
    expect([...texts(ret, 'CurrencyRef', 'FullName'), ...texts(ret, 'ARAccountRef', 'FullName'), textAt(ret, 'BalanceRemaining'), textAt(ret, 'BalanceRemainingInHomeCurrency')])
      .toEqual(['Euro', 'Accounts Receivable - EUR', textAt(ret, 'BalanceRemaining'), formatCents(Math.round(Number(textAt(ret, 'BalanceRemaining')) * 125) as never)]);
    expect(status(rated('Web Store Customer', '1.25'))).toBe('3210');
    expect(status(rated('Web Store Customer', ''))).toBe('0');
    const preferences = first(h.ask('<PreferencesQueryRq/>'));
    expect(childrenOf(preferences, 'MultiCurrencyPreferences').map((one) => [textAt(one, 'IsMultiCurrencyOn'), ...texts(one, 'HomeCurrencyRef', 'FullName')])).toEqual([['true', 'US Dollar']]);
    expect(status(harness().ask(add({ type: 'Invoice', header: '<ExchangeRate>1.25</ExchangeRate>' })))).toBe('3250');
  });
});

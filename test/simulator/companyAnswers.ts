/** Answers of every kind the company file can give, for the schema to look at. */
import type { SimulatedCompany } from '../../src/simulator/company/company.ts';
import { add, FILE_ID, harness, message, OWNER_ID } from './companyHarness.ts';

export type NamedAnswer = { readonly what: string; readonly xml: string };

const ADDRESS =
  '<BillAddress><Addr1>Ann Lee</Addr1><Addr2>1 Elm St</Addr2><City>Ames</City><State>IA</State><PostalCode>50010</PostalCode>' +
  '<Country>US</Country></BillAddress>';

type Send = (what: string, body: string, attributes?: string) => string;
const named = (name: string, fullName: string): string => `<${name}><FullName>${fullName}</FullName></${name}>`;
const WEB = named('CustomerRef', 'Walk-in Customer');

/** Payments, refunds and checks, with their queries, macros and custom fields. */
function moneyAnswers(send: Send): void {
  const id = (xml: string): string => /<TxnID>([^<]+)</.exec(xml)?.[1] ?? '';
  const own = { customer: 'Walk-in Customer', date: '2026-03-03', lines: [{ item: 'MUG-RED', quantity: '4', amount: '40.00', code: 'Non' }] };
  const invoice = id(send('invoice to pay', add({ ...own, type: 'Invoice', number: 'PAY' })));
  const credit = id(send('credit to give back', add({ ...own, type: 'CreditMemo', number: 'BACK' })));
  send(
    'ReceivePaymentAdd',
    `<ReceivePaymentAddRq><ReceivePaymentAdd>${WEB}<RefNumber>P-12345678901234</RefNumber><TotalAmount>30.00</TotalAmount>` +
      `${named('PaymentMethodRef', 'Visa')}<Memo>m</Memo><ExternalGUID>${FILE_ID}</ExternalGUID><AppliedToTxnAdd><TxnID>${invoice}</TxnID>` +
      `<PaymentAmount>20.00</PaymentAmount><SetCredit><CreditTxnID>${credit}</CreditTxnID><AppliedAmount>5.00</AppliedAmount></SetCredit>` +
      `<DiscountAmount>1.00</DiscountAmount>${named('DiscountAccountRef', 'Discounts Given')}</AppliedToTxnAdd></ReceivePaymentAdd></ReceivePaymentAddRq>`,
    'newMessageSetID="set-payment"',
  );
  send('payment status check', '', 'newMessageSetID="set-payment" oldMessageSetID="set-payment"');
  send(
    'ARRefundCreditCardAdd',
    `<ARRefundCreditCardAddRq><ARRefundCreditCardAdd>${WEB}<RefNumber>R1</RefNumber><Address><Addr1>Ann</Addr1><City>Ames</City></Address>` +
      `${named('PaymentMethodRef', 'Visa')}<Memo>m</Memo><RefundAppliedToTxnAdd><TxnID>${credit}</TxnID><RefundAmount>15.00</RefundAmount>` +
      '</RefundAppliedToTxnAdd></ARRefundCreditCardAdd></ARRefundCreditCardAddRq>',
  );
  send(
    'CheckAdd',
    `<CheckAddRq><CheckAdd>${named('AccountRef', 'Checking')}${named('PayeeEntityRef', 'Walk-in Customer')}<RefNumber>C1</RefNumber><Memo>m</Memo>` +
      `<Address><Addr1>Ann</Addr1></Address><IsToBePrinted>false</IsToBePrinted><ApplyCheckToTxnAdd><TxnID>${credit}</TxnID><Amount>10.00</Amount>` +
      `</ApplyCheckToTxnAdd><ExpenseLineAdd>${named('AccountRef', 'Accounts Receivable')}<Amount>10.00</Amount><Memo>l</Memo></ExpenseLineAdd>` +
      '</CheckAdd></CheckAddRq>',
  );
  for (const type of ['ReceivePayment', 'ARRefundCreditCard', 'Check', 'Invoice', 'CreditMemo']) {
    const links = type === 'ReceivePayment' || type === 'ARRefundCreditCard' ? '' : '<IncludeLinkedTxns>true</IncludeLinkedTxns>';
    send(`${type}Query with links`, `<${type}QueryRq><IncludeLineItems>true</IncludeLineItems>${links}</${type}QueryRq>`);
    send(`${type}Query without`, `<${type}QueryRq><RefNumberCaseSensitive>none</RefNumberCaseSensitive></${type}QueryRq>`);
  }
  send('paid and open', '<InvoiceQueryRq><PaidStatus>PaidOnly</PaidStatus></InvoiceQueryRq><TransactionQueryRq/>');
  send(
    'macros and custom fields',
    add({ ...own, number: 'MACRO' }).replace('<SalesReceiptAdd>', '<SalesReceiptAdd defMacro="TxnID:one">') +
      '<DataExtAddRq><DataExtAdd><OwnerID>0</OwnerID><DataExtName>Shop</DataExtName><TxnDataExtType>SalesReceipt</TxnDataExtType>' +
      '<TxnID useMacro="TxnID:one"/><DataExtValue>west</DataExtValue></DataExtAdd></DataExtAddRq>' +
      '<SalesReceiptQueryRq><RefNumber>MACRO</RefNumber><OwnerID>0</OwnerID></SalesReceiptQueryRq>',
  );
}

/** The small lists, items added by request, and a company with sites and currencies. */
function listAnswers(company: SimulatedCompany, send: Send): void {
  company.addListRecord('Class', 'Web');
  company.addListRecord('Class', 'Web:East');
  company.addListRecord('Terms', '15th', 'dayOfMonth 15');
  company.addEmployee('Wendy Webb');
  company.addOtherName('Landlord');
  company.addListRecord('SalesRep', 'WW', 'Wendy Webb');
  const lists = ['Class', 'Terms', 'StandardTerms', 'DateDrivenTerms', 'PaymentMethod', 'ShipMethod', 'SalesRep', 'Template', 'InventorySite',
    'SalesTaxCode', 'CustomerMsg', 'Vendor', 'Employee', 'OtherName', 'Entity', 'Currency', 'Account'];
  for (const list of lists) send(`${list}Query`, `<${list}QueryRq requestID="l"/>`);
  const accounts = named('IncomeAccountRef', 'Sales');
  send('ItemInventoryAdd', `<ItemInventoryAddRq><ItemInventoryAdd><Name>NEW-1</Name><BarCode><BarCodeValue>77</BarCodeValue></BarCode>
    <ManufacturerPartNumber>N1</ManufacturerPartNumber><SalesDesc>d</SalesDesc><SalesPrice>1.25</SalesPrice>${accounts}<PurchaseDesc>p</PurchaseDesc>
    ${named('COGSAccountRef', 'Cost of Goods Sold')}${named('AssetAccountRef', 'Inventory Asset')}<QuantityOnHand>4</QuantityOnHand>
    <TotalValue>10.00</TotalValue><InventoryDate>2026-03-02</InventoryDate></ItemInventoryAdd></ItemInventoryAddRq>`, 'newMessageSetID="set-item"');
  send('item status check', '', 'newMessageSetID="set-item" oldMessageSetID="set-item"');
  for (const kind of ['NonInventory', 'Service', 'OtherCharge']) {
    send(`Item${kind}Add`, `<Item${kind}AddRq><Item${kind}Add><Name>${kind} 1</Name><SalesOrPurchase><Desc>d</Desc><Price>2</Price>${named('AccountRef', 'Sales')}
      </SalesOrPurchase></Item${kind}Add></Item${kind}AddRq><Item${kind}AddRq><Item${kind}Add><Name>${kind} 2</Name><SalesAndPurchase><SalesPrice>2</SalesPrice>
      ${accounts}<PurchaseCost>1</PurchaseCost>${named('ExpenseAccountRef', 'Cost of Goods Sold')}</SalesAndPurchase></Item${kind}Add></Item${kind}AddRq>`);
  }
}

/** A company with inventory sites and currencies of its own. */
export function answersOfFeatures(): NamedAnswer[] {
  const { company } = harness({ sites: true, homeCurrency: 'US Dollar' });
  company.addListRecord('InventorySite', 'Main', 'default');
  company.addListRecord('Class', 'Web');
  company.addCustomer({ name: 'Jean Petit', currency: 'Euro' });
  const session = company.beginSession();
  const ask = (body: string): string => {
    const result = company.process(session, message(body, '', '13.0', 'continueOnError'));
    if (result.kind === 'failed') throw new Error(`${result.hresult} ${result.message}`);
    return result.xml;
  };
  const types = ['SalesReceipt', 'Invoice', 'SalesOrder', 'CreditMemo'];
  const documents = types.map((type) => add({ type, customer: 'Jean Petit', number: `F${type.slice(0, 3)}` })
    .replace('<TxnDate>', `${named('ClassRef', 'Web')}<TxnDate>`)
    .replace('</RefNumber>', type === 'SalesReceipt' || type === 'SalesOrder' ? '</RefNumber>' : '</RefNumber><IsPending>false</IsPending>')
    .replace(`<${type}LineAdd>`, `<ExchangeRate>1.25</ExchangeRate><${type}LineAdd>`)
    .replace(`</${type}LineAdd>`, `${named('InventorySiteRef', 'Main')}</${type}LineAdd>`));
  const payment = `<ReceivePaymentAddRq><ReceivePaymentAdd>${named('CustomerRef', 'Jean Petit')}<TotalAmount>3.00</TotalAmount>` +
    '<ExchangeRate>1.2</ExchangeRate><IsAutoApply>true</IsAutoApply></ReceivePaymentAdd></ReceivePaymentAddRq>';
  const queries = '<CurrencyQueryRq/><InventorySiteQueryRq/><PreferencesQueryRq/><CustomerQueryRq/><ReceivePaymentQueryRq/>' +
    '<InvoiceQueryRq><IncludeLineItems>true</IncludeLineItems><IncludeLinkedTxns>true</IncludeLinkedTxns></InvoiceQueryRq>';
  return [...documents, payment, queries].map((body, index) => ({ what: `features ${String(index)}`, xml: ask(body) }));
}

export function answersOfEveryKind(): NamedAnswer[] {
  const { company, clock } = harness();
  company.addItem({ kind: 'SalesTaxGroup', name: 'City and State', members: [{ item: 'State Tax', quantity: 1 }] });
  company.addItem({ kind: 'NonInventory', name: 'Gift Card', price: 25 });
  company.addItem({ kind: 'Payment', name: 'Deposit Paid' });
  company.addItem({ kind: 'FixedAsset', name: 'Van', description: 'Van' });
  company.addItem({
    name: 'Tall',
    parent: 'MUG-RED',
    price: '12.34567',
    barCode: '400123',
    dataExt: [{ ownerId: '0', name: 'Colour', value: 'red' }],
  });
  const answers: NamedAnswer[] = [{ what: 'hcpResponse', xml: company.hcpResponse(OWNER_ID) }];
  let session = company.beginSession();
  const send = (what: string, body: string, attributes = ''): string => {
    const result = company.process(session, message(body, attributes, '13.0', 'continueOnError'));
    if (result.kind === 'failed') throw new Error(`${what}: ${result.hresult} ${result.message}`);
    answers.push({ what, xml: result.xml });
    return result.xml;
  };
  const lines = [
    { item: 'MUG-RED', quantity: '2', amount: '19.99' },
    { item: 'BUNDLE-1', quantity: '1', group: true },
    { item: 'Shipping', amount: '5.00', code: 'Non' },
    { item: 'Subtotal' },
    { item: 'Discount 10%' },
    { item: 'Web Tax', amount: '1.11' },
  ];
  const header: Record<string, string> = {
    SalesReceipt:
      `${ADDRESS}<CheckNumber>77</CheckNumber><PaymentMethodRef><FullName>Visa</FullName></PaymentMethodRef>` +
      `<DueDate>2026-03-04</DueDate><ShipDate>2026-03-05</ShipDate><ShipMethodRef><FullName>UPS</FullName></ShipMethodRef>` +
      `<FOB>x</FOB><ItemSalesTaxRef><FullName>State Tax</FullName></ItemSalesTaxRef><Memo>memo &#233;&#8364;</Memo><Other>o</Other>` +
      `<ExternalGUID>${FILE_ID}</ExternalGUID>`,
    Invoice:
      `${ADDRESS}<IsPending>true</IsPending><PONumber>PO 1</PONumber><TermsRef><FullName>Net 30</FullName></TermsRef>` +
      `<FOB>x</FOB><ShipDate>2026-03-05</ShipDate>`,
    SalesOrder: `${ADDRESS}<PONumber>PO 1</PONumber><IsManuallyClosed>false</IsManuallyClosed>`,
    CreditMemo: `${ADDRESS}<Memo>refund</Memo>`,
  };
  for (const type of ['SalesReceipt', 'Invoice', 'SalesOrder', 'CreditMemo']) {
    send(`${type}Add`, add({ type, number: `N${type.slice(0, 3)}`, header: header[type] ?? '', lines }), `newMessageSetID="set-${type}"`);
    send(`${type} status check`, '', `newMessageSetID="set-${type}" oldMessageSetID="set-${type}"`);
    for (const filter of [
      '<IncludeLineItems>true</IncludeLineItems><OwnerID>0</OwnerID>',
      `<RefNumber>N${type.slice(0, 3)}</RefNumber>`,
      '<RefNumber>none</RefNumber>',
      '<IncludeRetElement>TxnID</IncludeRetElement>',
    ]) {
      send(`${type}Query`, `<${type}QueryRq requestID="1" metaData="MetaDataAndResponseData">${filter}</${type}QueryRq>`);
    }
    send(`${type}Add refused`, add({ type, customer: 'Nobody' }));
  }
  send(
    'CustomerAdd',
    `<CustomerAddRq><CustomerAdd><Name>Ann Lee</Name><FirstName>Ann</FirstName>${ADDRESS}<Phone>1</Phone><Email>a@example.com</Email>` +
      `<AccountNumber>A1</AccountNumber><Notes>n</Notes><ExternalGUID>${FILE_ID}</ExternalGUID></CustomerAdd></CustomerAddRq>`,
    'newMessageSetID="set-customer"',
  );
  send('customer status check', '', 'newMessageSetID="set-customer" oldMessageSetID="set-customer"');
  for (const [kind, filter] of [
    ['Item', ''],
    ['ItemInventory', ''],
    ['ItemInventoryAssembly', ''],
    ['ItemGroup', ''],
    ['ItemService', ''],
    ['ItemNonInventory', ''],
    ['ItemOtherCharge', ''],
    ['ItemDiscount', ''],
    ['ItemSalesTax', ''],
    ['ItemSalesTaxGroup', ''],
    ['ItemSubtotal', ''],
    ['ItemPayment', ''],
    ['ItemFixedAsset', ''],
    ['Customer', ''],
    ['Account', ''],
    ['Transaction', ''],
    ['Host', '<IncludeListMetaData><IncludeMaxCapacity>true</IncludeMaxCapacity></IncludeListMetaData>'],
    ['Company', ''],
    ['Preferences', ''],
  ] as const) {
    send(
      `${kind}Query`,
      `<${kind}QueryRq requestID="q">${filter}${/^Item|^Customer/.test(kind) ? '<OwnerID>0</OwnerID>' : ''}</${kind}QueryRq>`,
    );
  }
  send('iterator', '<ItemQueryRq requestID="1" iterator="Start"><MaxReturned>3</MaxReturned></ItemQueryRq>');
  send('count', '<ItemQueryRq requestID="1" metaData="MetaDataOnly"/>');
  send('includeNone', '<ItemQueryRq requestID="1"/>', 'responseData="includeNone"');
  const deleted = company.enterDocument({
    type: 'Invoice',
    customer: 'Web Store Customer',
    refNumber: 'gone',
    lines: [{ item: 'MUG-RED', quantity: 1 }],
  });
  clock.at += 60_000;
  company.deleteTransaction(deleted);
  company.voidTransaction(company.ledger().documents[0]?.txnId ?? '');
  company.enterOther({ type: 'Check', refNumber: '1001', amount: '12.00' });
  company.setClosingDate('2026-01-31');
  send(
    'after editing',
    '<SalesReceiptQueryRq><IncludeLineItems>true</IncludeLineItems></SalesReceiptQueryRq><TransactionQueryRq/><PreferencesQueryRq/>',
  );
  send('TxnDeletedQuery', '<TxnDeletedQueryRq requestID="1"><TxnDelType>Invoice</TxnDelType></TxnDeletedQueryRq>');
  send('not carried out', '<LeadQueryRq requestID="1"/><ItemSitesQueryRq/>');
  send('unknown old ID', '', 'oldMessageSetID="nothing"');
  send('too long ID', '', 'newMessageSetID="123456789012345678901234"');
  moneyAnswers(send);
  listAnswers(company, send);
  company.faults.dieAfterCommit = 1;
  company.process(session, message(add({ number: 'DIED' }), 'newMessageSetID="set-died"'));
  session = company.beginSession();
  send('after a death', add({ number: 'DIED' }), 'newMessageSetID="set-died"');
  return answers;
}

/** Answers of every kind the company file can give, for the schema to look at. */
import { add, FILE_ID, harness, message, OWNER_ID } from './companyHarness.ts';

export type NamedAnswer = { readonly what: string; readonly xml: string };

const ADDRESS =
  '<BillAddress><Addr1>Ann Lee</Addr1><Addr2>1 Elm St</Addr2><City>Ames</City><State>IA</State><PostalCode>50010</PostalCode>' +
  '<Country>US</Country></BillAddress>';

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
  send('not carried out', '<VendorQueryRq requestID="1"/><ItemSitesQueryRq/>');
  send('unknown old ID', '', 'oldMessageSetID="nothing"');
  send('too long ID', '', 'newMessageSetID="123456789012345678901234"');
  company.faults.dieAfterCommit = 1;
  company.process(session, message(add({ number: 'DIED' }), 'newMessageSetID="set-died"'));
  session = company.beginSession();
  send('after a death', add({ number: 'DIED' }), 'newMessageSetID="set-died"');
  return answers;
}

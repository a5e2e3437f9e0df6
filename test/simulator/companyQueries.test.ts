/** Queries: selections, counts, pages, deleted transactions, and how quick they are on a large file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { textAt, type XmlElement } from '../../src/quickbooks/xml/tree.ts';
import { openCompanyFile, saveCompanyFile } from '../../src/simulator/company/companyFile.ts';
import { add, column, harness, message, OWNER_ID, status, texts, type Harness } from './companyHarness.ts';

const names = (response: XmlElement): string[] => column(response, 'FullName');

describe('lists', () => {
  it('gives what was asked for by ID or name, and says 500 for the rest', () => {
    const { company, ask } = harness();
    const red = company.ledger().items.find((one) => one.name === 'MUG-RED')?.listId ?? '';
    const response = ask(`<ItemInventoryQueryRq><ListID>${red}</ListID><ListID>80009999-1234567890</ListID></ItemInventoryQueryRq>`);
    expect([status(response), response.attributes['statusSeverity'], names(response)]).toEqual(['500', 'Warn', ['MUG-RED']]);
    expect(status(ask('<CustomerQueryRq><FullName>Nobody</FullName></CustomerQueryRq>'))).toBe('500');
    expect(names(ask('<ItemQueryRq><FullName>mug-blue</FullName><FullName>Shipping</FullName></ItemQueryRq>'))).toEqual([
      'MUG-BLUE',
      'Shipping',
    ]);
    expect(status(ask('<ItemInventoryQueryRq><FullName>Shipping</FullName></ItemInventoryQueryRq>'))).toBe('500');
  });

  it('filters by name, activity and number of rows, and says 1 for nothing', () => {
    const { company, ask } = harness();
    company.deactivateItem('MUG-RED');
    const query = (inner: string): string[] => names(ask(`<ItemInventoryQueryRq>${inner}</ItemInventoryQueryRq>`));
    expect(query('')).toEqual(['MUG-BLUE', 'POSTER', 'TEE-M', 'TEE-S']);
    expect(query('<ActiveStatus>InactiveOnly</ActiveStatus>')).toEqual(['MUG-RED']);
    expect(
      query('<ActiveStatus>All</ActiveStatus><NameFilter><MatchCriterion>Contains</MatchCriterion><Name>ug-</Name></NameFilter>'),
    ).toEqual(['MUG-BLUE', 'MUG-RED']);
    expect(query('<NameRangeFilter><FromName>P</FromName><ToName>TEE-M</ToName></NameRangeFilter>')).toEqual(['POSTER', 'TEE-M']);
    expect(query('<MaxReturned>2</MaxReturned>')).toHaveLength(2);
    expect(
      status(
        ask(
          '<ItemInventoryQueryRq><NameFilter><MatchCriterion>StartsWith</MatchCriterion><Name>zzz</Name></NameFilter>' +
            '</ItemInventoryQueryRq>',
        ),
      ),
    ).toBe('1');
    expect(
      status(
        ask(
          '<ItemInventoryQueryRq><FromModifiedDate>2026-05-01</FromModifiedDate><ToModifiedDate>2026-04-01</ToModifiedDate>' +
            '</ItemInventoryQueryRq>',
        ),
      ),
    ).toBe('3030');
    expect(status(ask('<ItemInventoryQueryRq><FromModifiedDate>2026-13-01</FromModifiedDate></ItemInventoryQueryRq>'))).toBe('3020');
  });

  it('counts without rows, and shows private data only to its owner', () => {
    const { company, ask } = harness();
    const count = ask('<ItemInventoryQueryRq metaData="MetaDataOnly"/>');
    expect([count.attributes['retCount'], count.children.length]).toEqual(['5', 0]);
    company.editItem('MUG-RED', {
      dataExt: [
        { ownerId: '0', name: 'SKU', value: 'X1' },
        { ownerId: OWNER_ID, name: 'Key', value: 'K' },
      ],
    });
    const values = (owners: string): string[] =>
      texts(
        ask(`<ItemInventoryQueryRq><FullName>MUG-RED</FullName>${owners}</ItemInventoryQueryRq>`),
        'ItemInventoryRet',
        'DataExtRet',
        'DataExtValue',
      );
    expect([values(''), values('<OwnerID>0</OwnerID>'), values(`<OwnerID>0</OwnerID><OwnerID>${OWNER_ID}</OwnerID>`)]).toEqual([
      [],
      ['X1'],
      ['X1', 'K'],
    ]);
  });

  it('names sub-items with their parents and follows a rename', () => {
    const { company, ask } = harness();
    company.addItem({ name: 'Tall', parent: 'MUG-RED', onHand: 3 });
    company.renameItem('MUG-RED', 'CUP');
    expect(
      names(
        ask(
          '<ItemInventoryQueryRq><NameFilter><MatchCriterion>EndsWith</MatchCriterion><Name>all</Name></NameFilter></ItemInventoryQueryRq>',
        ),
      ),
    ).toEqual(['CUP:Tall']);
    expect(status(ask(add({ lines: [{ item: 'CUP:Tall', quantity: '1' }] })))).toBe('0');
    expect(status(ask(add({ lines: [{ item: 'MUG-RED:Tall', quantity: '1' }] })))).toBe('3140');
  });
});

describe('iterators', () => {
  const start = (h: Harness, size = 2): XmlElement =>
    h.ask(`<ItemInventoryQueryRq iterator="Start"><MaxReturned>${String(size)}</MaxReturned></ItemInventoryQueryRq>`);
  const goOn = (h: Harness, id: string, more = '', mode = 'Continue'): XmlElement =>
    h.ask(`<ItemInventoryQueryRq iterator="${mode}" iteratorID="${id}"><MaxReturned>2</MaxReturned>${more}</ItemInventoryQueryRq>`);

  it('page through everything once', () => {
    const h = harness();
    const first = start(h);
    const id = first.attributes['iteratorID'] ?? '';
    const pages = [first, goOn(h, id), goOn(h, id, '<IncludeRetElement>FullName</IncludeRetElement>')];
    expect(pages.map((one) => one.attributes['iteratorRemainingCount'])).toEqual(['3', '1', '0']);
    expect(pages.flatMap(names)).toEqual(['MUG-BLUE', 'MUG-RED', 'POSTER', 'TEE-M', 'TEE-S']);
    expect(status(goOn(h, id))).toBe('3391');
  });

  it('refuse repeated filters, lists of names, and a start without MaxReturned', () => {
    const h = harness();
    const id = start(h).attributes['iteratorID'] ?? '';
    expect(status(goOn(h, id, '<ActiveStatus>All</ActiveStatus>'))).toBe('3120');
    expect(status(goOn(h, id))).toBe('0');
    expect(status(h.ask('<ItemInventoryQueryRq iterator="Start"><FullName>MUG-RED</FullName></ItemInventoryQueryRq>'))).toBe('3390');
    expect(status(h.ask('<ItemInventoryQueryRq iterator="Start"/>'))).toBe('3390');
    expect(status(h.ask(`<ItemQueryRq iterator="Continue" iteratorID="${id}"><MaxReturned>2</MaxReturned></ItemQueryRq>`))).toBe('3391');
  });

  it('end with Stop, with the session, and when they break', () => {
    const h = harness();
    const id = start(h).attributes['iteratorID'] ?? '';
    expect(status(goOn(h, id, '', 'Stop'))).toBe('0');
    expect(status(goOn(h, id))).toBe('3391');
    const other = start(h).attributes['iteratorID'] ?? '';
    h.company.faults.dieAfterCommit = 1;
    h.hresult(message(add()));
    expect(status(goOn(h, other))).toBe('3391');
    const third = start(h).attributes['iteratorID'] ?? '';
    h.company.faults.iteratorBreaksOnce = true;
    expect([status(goOn(h, third)), status(start(h))]).toEqual(['3391', '0']);
  });

  it('give the quantities of the moment the page is made', () => {
    const h = harness();
    const id = start(h).attributes['iteratorID'] ?? '';
    h.company.setQuantity('POSTER', 1);
    expect(column(goOn(h, id), 'QuantityOnHand')).toEqual(['1', '20']);
  });
});

describe('transactions', () => {
  const enter = (h: Harness): void => {
    h.ask(add({ number: 'W1', date: '2026-01-10' }));
    h.ask(add({ number: 'w1', date: '2026-01-11', type: 'Invoice' }));
    h.ask(add({ number: 'W2', date: '2026-01-12', customer: 'Walk-in Customer' }));
    h.company.enterOther({ type: 'Check', refNumber: 'W1', amount: '5.00' });
  };

  it('are found by number over all kinds, by number in one kind, and by case where asked', () => {
    const h = harness();
    enter(h);
    const all = h.ask(
      '<TransactionQueryRq><RefNumberCaseSensitive>W1</RefNumberCaseSensitive>' +
        '<RefNumberCaseSensitive>nothing</RefNumberCaseSensitive></TransactionQueryRq>',
    );
    expect([status(all), column(all, 'TxnType')]).toEqual(['0', ['SalesReceipt', 'Check']]);
    expect(column(h.ask('<TransactionQueryRq><RefNumber>w1</RefNumber></TransactionQueryRq>'), 'TxnType')).toEqual([
      'SalesReceipt',
      'Invoice',
      'Check',
    ]);
    expect(status(h.ask('<TransactionQueryRq><RefNumberCaseSensitive>W9</RefNumberCaseSensitive></TransactionQueryRq>'))).toBe('1');
    const some = h.ask('<SalesReceiptQueryRq><RefNumber>W2</RefNumber><RefNumber>W9</RefNumber></SalesReceiptQueryRq>');
    expect([status(some), column(some, 'RefNumber')]).toEqual(['500', ['W2']]);
    expect(status(h.ask('<InvoiceQueryRq><RefNumberCaseSensitive>W1</RefNumberCaseSensitive></InvoiceQueryRq>'))).toBe('500');
  });

  it('are filtered by customer, date, kind and number range', () => {
    const h = harness();
    enter(h);
    const numbers = (query: string): string[] => column(h.ask(query), 'RefNumber');
    expect(
      numbers('<SalesReceiptQueryRq><EntityFilter><FullName>Walk-in Customer</FullName></EntityFilter></SalesReceiptQueryRq>'),
    ).toEqual(['W2']);
    expect(status(h.ask('<SalesReceiptQueryRq><EntityFilter><FullName>Nobody</FullName></EntityFilter></SalesReceiptQueryRq>'))).toBe(
      '3120',
    );
    expect(
      numbers('<SalesReceiptQueryRq><TxnDateRangeFilter><FromTxnDate>2026-01-11</FromTxnDate></TxnDateRangeFilter></SalesReceiptQueryRq>'),
    ).toEqual(['W2']);
    expect(
      numbers(
        '<SalesReceiptQueryRq><RefNumberFilter><MatchCriterion>EndsWith</MatchCriterion><RefNumber>2</RefNumber></RefNumberFilter>' +
          '</SalesReceiptQueryRq>',
      ),
    ).toEqual(['W2']);
    expect(
      numbers(
        '<TransactionQueryRq><TransactionTypeFilter><TxnTypeFilter>Invoice</TxnTypeFilter></TransactionTypeFilter></TransactionQueryRq>',
      ),
    ).toEqual(['w1']);
    expect(
      numbers(
        '<TransactionQueryRq><TransactionDateRangeFilter><DateMacro>Today</DateMacro></TransactionDateRangeFilter></TransactionQueryRq>',
      ),
    ).toEqual(['W1']);
  });

  it('show their lines only when asked', () => {
    const h = harness();
    enter(h);
    const lines = (more: string): string[] =>
      texts(
        h.ask(`<SalesReceiptQueryRq><RefNumber>W2</RefNumber>${more}</SalesReceiptQueryRq>`),
        'SalesReceiptRet',
        'SalesReceiptLineRet',
        'Amount',
      );
    expect([lines(''), lines('<IncludeLineItems>true</IncludeLineItems>')]).toEqual([[], ['10.00']]);
  });

  it('change at the keyboard: number, memo, EditSequence', () => {
    const h = harness();
    const before = h.ask(add());
    const txnId = textAt(before, 'SalesReceiptRet', 'TxnID');
    h.company.changeRefNumber(txnId, 'X9');
    h.company.changeMemo(txnId, 'looked at');
    const after = h.ask('<SalesReceiptQueryRq><RefNumber>X9</RefNumber></SalesReceiptQueryRq>');
    expect([textAt(after, 'SalesReceiptRet', 'TxnID'), textAt(after, 'SalesReceiptRet', 'Memo')]).toEqual([txnId, 'looked at']);
    expect(textAt(after, 'SalesReceiptRet', 'EditSequence')).not.toBe(textAt(before, 'SalesReceiptRet', 'EditSequence'));
    expect(status(h.ask('<SalesReceiptQueryRq><RefNumber>W1</RefNumber></SalesReceiptQueryRq>'))).toBe('500');
  });

  it('that are void stay with nothing on them', () => {
    const h = harness();
    h.company.voidTransaction(textAt(h.ask(add()), 'SalesReceiptRet', 'TxnID'));
    const [one] = h.company.ledger().documents;
    expect([one?.isVoid, one?.total, one?.memo]).toEqual([true, 0, 'VOID: ']);
  });

  it('that are deleted are told of for 90 days', () => {
    const h = harness();
    const query = (types: string): XmlElement => h.ask(`<TxnDeletedQueryRq>${types}</TxnDeletedQueryRq>`);
    const txnId = textAt(h.ask(add()), 'SalesReceiptRet', 'TxnID');
    h.company.deleteTransaction(txnId);
    expect(status(h.ask(`<SalesReceiptQueryRq><TxnID>${txnId}</TxnID></SalesReceiptQueryRq>`))).toBe('500');
    expect(column(query('<TxnDelType>SalesReceipt</TxnDelType>'), 'TxnID')).toEqual([txnId]);
    expect(status(query('<TxnDelType>Invoice</TxnDelType>'))).toBe('1');
    h.clock.at += 91 * 86_400_000;
    expect(status(query('<TxnDelType>SalesReceipt</TxnDelType>'))).toBe('1');
    expect(h.company.ledger().deleted).toHaveLength(1);
  });
});

describe('the file', () => {
  it('lives on disk between two runs', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'company-file-'));
    try {
      const h = harness();
      h.send(add(), 'newMessageSetID="A1"');
      const file = path.join(folder, 'company.json');
      saveCompanyFile(file, h.company);
      const again = openCompanyFile(file, () => h.clock.at);
      expect(again.ledger()).toEqual(h.company.ledger());
      expect(again.card()).toEqual(h.company.card());
      const result = again.process(again.beginSession(), message(add(), 'newMessageSetID="A1"'));
      expect(result.kind === 'answer' && result.xml).toContain('<ErrorRecovery>');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('gives an auditor copies only', () => {
    const { company } = harness();
    const ledger = company.ledger() as unknown as { items: { quantityOnHand: number; members: unknown[] }[] };
    for (const item of ledger.items) {
      item.quantityOnHand = 1;
      item.members.length = 0;
    }
    expect(company.ledger().items.some((one) => one.members.length > 0)).toBe(true);
    expect(company.ledger().items.some((one) => one.quantityOnHand === 2_000_000)).toBe(true);
  });

  it('reads 12,000 items in pages of 500, each once', () => {
    const h = harness({ skus: 12_000 });
    const seen = new Set<string>();
    let response = h.ask(
      '<ItemInventoryQueryRq iterator="Start"><MaxReturned>500</MaxReturned><IncludeRetElement>FullName</IncludeRetElement>' +
        '</ItemInventoryQueryRq>',
    );
    let pages = 1;
    for (;;) {
      for (const name of names(response)) seen.add(name);
      if (response.attributes['iteratorRemainingCount'] === '0') break;
      pages += 1;
      const id = response.attributes['iteratorID'] ?? '';
      response = h.ask(
        `<ItemInventoryQueryRq iterator="Continue" iteratorID="${id}"><MaxReturned>500</MaxReturned>` +
          `<IncludeRetElement>FullName</IncludeRetElement></ItemInventoryQueryRq>`,
      );
    }
    expect([pages, seen.size]).toEqual([24, 12_000]);
  });
});

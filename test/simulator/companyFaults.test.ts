/** Every way an Add can end: codes that can be put in, remarks on what was stored, the closed period, and recovery records that fail. */
import { describe, expect, it } from 'vitest';
import { STATUS_CODES } from '../../src/simulator/company/statusTexts.ts';
import { add, harness, message, status } from './companyHarness.ts';

describe('codes put in', () => {
  it.each(STATUS_CODES)('%i', (code) => {
    const h = harness();
    h.company.faults.refusals.push({ code });
    const response = h.ask(add());
    expect(status(response)).toBe(String(code));
    const stored = h.company.ledger().documents.length;
    expect([response.attributes['statusSeverity'], stored, response.children.length]).toEqual(code < 1000 ? ['Warn', 1, 1] : ['Error', 0, 0]);
    expect(response.attributes['statusMessage']).not.toContain('%');
    expect(status(h.ask(add({ number: 'NEXT' })))).toBe('0');
  });

  it('waits for the request it is meant for, as often as it says', () => {
    const h = harness();
    h.company.faults.refusals.push({ code: 3180, on: 'InvoiceAdd', times: 2, message: 'There was an error when saving. QuickBooks error message: Locked.' });
    const ask = (type: string): string => status(h.ask(add({ type })));
    expect([ask('SalesReceipt'), ask('Invoice'), ask('CreditMemo'), ask('Invoice'), ask('Invoice')]).toEqual(['0', '3180', '0', '3180', '0']);
  });

  it('remembers a refused set like any other: the same ID replays the refusal', () => {
    const h = harness();
    h.company.faults.refusals.push({ code: 3175 });
    expect(status(h.ask(add(), 'newMessageSetID="a"'))).toBe('3175');
    expect(status(h.ask(add(), 'newMessageSetID="a"'))).toBe('3175');
    expect(status(h.ask(add(), 'newMessageSetID="b"'))).toBe('0');
  });
});

describe('recovery records that cannot be kept (9005)', () => {
  it.each(['ran', 'didNotRun'] as const)('the requests %s', (how) => {
    const h = harness();
    h.company.faults.recoveryFailsOnce = how;
    const answer = h.send(add(), 'newMessageSetID="x"');
    expect(answer.set.attributes['messageSetStatusCode']).toBe('9005');
    expect(h.company.ledger().documents).toHaveLength(how === 'ran' ? 1 : 0);
    expect(answer.responses).toHaveLength(how === 'ran' ? 1 : 0);
    expect(h.send('', 'newMessageSetID="x" oldMessageSetID="x"').set.attributes['messageSetStatusCode']).toBe('600');
  });

  it('another content under the same ID is 9001, half a set stored before a death 9002', () => {
    const h = harness();
    h.ask(add(), 'newMessageSetID="x"');
    expect(h.send(add({ number: 'OTHER' }), 'newMessageSetID="x"').set.attributes['messageSetStatusCode']).toBe('9001');
    h.company.faults.dieAfterCommit = 1;
    expect(h.hresult(message(add({ number: '1' }) + add({ number: '2' }), 'newMessageSetID="y"'))).toBe('0x80010105');
    expect(h.send('', 'newMessageSetID="y" oldMessageSetID="y"').set.attributes['messageSetStatusCode']).toBe('9002');
  });
});

describe('the closed period', () => {
  const payment = '<ReceivePaymentAddRq><ReceivePaymentAdd><CustomerRef><FullName>Web Store Customer</FullName></CustomerRef><TxnDate>2026-03-02</TxnDate>' +
    '<TotalAmount>1.00</TotalAmount><IsAutoApply>false</IsAutoApply></ReceivePaymentAdd></ReceivePaymentAddRq>';

  it.each([[true, /password/], [false, /warning/]] as const)('refuses every kind up to that day, with a password: %s', (password, words) => {
    const h = harness();
    h.company.setClosingDate('2026-03-02', password);
    for (const body of [add(), add({ type: 'Invoice' }), add({ type: 'CreditMemo' }), add({ type: 'SalesOrder' }), payment]) {
      const response = h.ask(body);
      expect([status(response), words.test(response.attributes['statusMessage'] ?? '')]).toEqual(['3171', true]);
    }
    expect(status(h.ask(add({ date: '2026-03-03' })))).toBe('0');
    h.company.setClosingDate(null);
    expect(status(h.ask(payment))).toBe('0');
  });

  it.each([3180, 3210] as const)('may say %i instead: nobody knows which', (closedPeriodCode) => {
    const h = harness({ closedPeriodCode });
    h.company.setClosingDate('2026-03-02');
    expect(status(h.ask(add()))).toBe(String(closedPeriodCode));
  });
});

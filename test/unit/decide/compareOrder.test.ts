import { describe, expect, it } from 'vitest';
import { compareOrder } from '../../../src/decide/compareOrder.ts';
import { whole } from '../../../src/domain/decimal.ts';
import { cents } from '../../../src/domain/money.ts';
import { ADDRESS, aLine, aCharge, anOrder } from '../../support/orders.ts';

const sent = anOrder({ lines: [aLine(), aLine({ id: '2', sku: null, name: 'Tee', quantity: whole(2), total: cents(1000), tax: cents(80) })], shipping: [aCharge()] });

describe('what changed since a document was sent', () => {
  it('nothing', () => {
    expect(compareOrder(sent, structuredClone(sent))).toEqual([]);
  });
  it('is not the status, the notes, the payment or the time', () => {
    expect(compareOrder(sent, { ...sent, status: 'completed', note: 'x', paymentTitle: 'y', transactionId: 'z', refunds: [] })).toEqual([]);
  });
  it('is a line that changed, came or went', () => {
    const [first, second] = sent.lines;
    if (first === undefined || second === undefined) throw new Error('two lines');
    expect(compareOrder(sent, { ...sent, lines: [{ ...first, quantity: whole(3), total: cents(2700) }, second] })).toEqual([{ field: 'line 1', sent: '1 × MUG = 9.00', now: '3 × MUG = 27.00' }]);
    expect(compareOrder(sent, { ...sent, lines: [first] })).toEqual([{ field: 'line 2', sent: '2 × Tee = 10.00', now: 'not on the order' }]);
    expect(compareOrder({ ...sent, lines: [first] }, sent)).toEqual([{ field: 'line 2', sent: 'not on the order', now: '2 × Tee = 10.00' }]);
  });
  it('is money, tax and the shipping address', () => {
    const now = { ...sent, total: cents(1), taxTotal: cents(0), customer: { ...sent.customer, shipping: { ...ADDRESS, line1: '2 Main St' } } };
    expect(compareOrder(sent, now)).toEqual([
      { field: 'total', sent: '27.30', now: '0.01' }, { field: 'tax', sent: '0.80', now: '0.00' },
      { field: 'shipping address', sent: 'Ann Lee, 1 Main St, Albany NY 12207, US', now: 'Ann Lee, 2 Main St, Albany NY 12207, US' },
    ]);
  });
});

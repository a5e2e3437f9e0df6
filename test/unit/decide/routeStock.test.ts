/** The small decisions around stock: due or not, inline or queued, held, raised, and what an answer means. */
import { describe, expect, it } from 'vitest';
import { inFlight, isInside } from '../../../src/decide/demand.ts';
import { judgeAnswer, type ShopAnswer } from '../../../src/decide/judgeAnswer.ts';
import { mayRaise, staleShares } from '../../../src/decide/mayRaise.ts';
import { isDue, routeUpdates, wouldEmpty, type ToldBefore } from '../../../src/decide/routeUpdates.ts';
import { zeroBrake } from '../../../src/decide/zeroBrake.ts';
import { instant, MINUTE } from '../../../src/domain/calendar.ts';
import { whole } from '../../../src/domain/decimal.ts';
import type { ConnectionId, Sequence } from '../../../src/domain/ids.ts';
import { problem } from '../../../src/domain/problem.ts';

const sequence = (n: number): Sequence => n as Sequence;

describe('routeUpdates', () => {
  it.each([[0, 'inline'], [60, 'inline'], [61, 'queued'], [100_000, 'queued']] as const)('%i: %s', (count, route) => {
    expect(routeUpdates(count, 60)).toBe(route);
  });
});

describe('isDue', () => {
  const before: ToldBefore = { confirmedQuantity: whole(5), confirmedSequence: sequence(10), touchedSequence: null, storeQuantity: whole(5) };
  it.each<[string, number, Partial<ToldBefore>, boolean]>([
    ['the same number', 5, {}, false],
    ['another number', 4, {}, true],
    ['never confirmed', 5, { confirmedQuantity: null, confirmedSequence: null }, true],
    ['touched before the number was computed', 5, { touchedSequence: sequence(9) }, false],
    ['touched since', 5, { touchedSequence: sequence(11) }, true],
    ['the shop shows another number', 5, { storeQuantity: whole(6) }, true],
    ['the shop shows none', 5, { storeQuantity: null }, false],
  ])('%s', (_, quantity, more, due) => {
    expect(isDue(whole(quantity), { ...before, ...more })).toBe(due);
  });

  it('knows what would empty a listing that sells', () => {
    expect(wouldEmpty(whole(0), { confirmedQuantity: whole(5), storeQuantity: whole(0) })).toBe(true);
    expect(wouldEmpty(whole(0), { confirmedQuantity: null, storeQuantity: null })).toBe(true);
    expect(wouldEmpty(whole(0), { confirmedQuantity: null, storeQuantity: whole(0) })).toBe(false);
    expect(wouldEmpty(whole(0), { confirmedQuantity: whole(0), storeQuantity: whole(3) })).toBe(false);
    expect(wouldEmpty(whole(1), { confirmedQuantity: whole(5), storeQuantity: whole(5) })).toBe(false);
  });
});

describe('zeroBrake', () => {
  const settings = { zeroBrakePercent: 20, zeroBrakeCount: 20 };
  it.each([[19, 20, false], [20, 100, false], [20, 99, true], [21, 100, true], [20, 20, true], [0, 0, false]])('%i of %i: %s', (toZero, sellable, held) => {
    expect(zeroBrake({ toZero, sellable }, settings)).toBe(held);
  });

  it('may be set to hold the first one, and never holds nothing', () => {
    expect(zeroBrake({ toZero: 1, sellable: 10 }, { zeroBrakePercent: 0, zeroBrakeCount: 0 })).toBe(true);
    expect(zeroBrake({ toZero: 0, sellable: 10 }, { zeroBrakePercent: 0, zeroBrakeCount: 0 })).toBe(false);
  });
});

describe('demand', () => {
  it('subtracts a line unless its success came before the read was asked for', () => {
    expect(isInside({ insideSince: sequence(4) }, sequence(5))).toBe(true);
    expect(isInside({ insideSince: sequence(5) }, sequence(5))).toBe(false);
    expect(isInside({ insideSince: sequence(6) }, sequence(5))).toBe(false);
    expect(isInside({ insideSince: null }, sequence(5))).toBe(false);
    const line = { taken: whole(2), perPiece: whole(1) };
    expect(inFlight([{ ...line, insideSince: sequence(4) }, { ...line, insideSince: null }, { ...line, perPiece: whole(3), insideSince: sequence(9) }], sequence(5))).toBe(whole(8));
  });
});

describe('mayRaise', () => {
  const now = instant(100 * MINUTE);
  const own = 1 as ConnectionId;
  const share = (id: number, minutesAgo: number | null) =>
    ({ connectionId: id as ConnectionId, name: `Shop ${String(id)}`, lastPullAt: minutesAgo === null ? null : instant(now - minutesAgo * MINUTE) });

  it('looks at the other shops only, 15 minutes back', () => {
    const shares = [share(1, null), share(2, 15), share(3, 16), share(4, null)];
    expect(staleShares(shares, own, now, 15).map((one) => one.name)).toEqual(['Shop 3', 'Shop 4']);
  });

  it.each([[5, 5, true], [4, 5, true], [0, null, true], [6, 5, false], [1, null, false], [0, -3, true], [1, -3, false]] as const)('%s where the shop has %s: %s', (quantity, has, may) => {
    const shopHas = has === null ? null : whole(has);
    expect(mayRaise(whole(quantity), shopHas, [share(2, 20)]) === null).toBe(may);
    expect(mayRaise(whole(quantity), shopHas, [])).toBeNull();
  });
});

describe('judgeAnswer', () => {
  const answered = (n: number): ShopAnswer => ({ outcome: 'answered', quantity: whole(n) });
  const refused: ShopAnswer = { outcome: 'refused', problem: problem('refused', 'No.', 'Look.') };
  const later: ShopAnswer = { outcome: 'refused', problem: Object.assign(problem('busy', 'Busy.', 'Wait.'), { retryAfter: 9_000 }) };

  it('confirms the number sent, and closes only the version sent', () => {
    expect(judgeAnswer(answered(5), whole(5), { attempts: 2, sameVersion: true })).toEqual({ kind: 'confirmed', closes: true });
    expect(judgeAnswer(answered(5), whole(5), { attempts: 0, sameVersion: false })).toEqual({ kind: 'confirmed', closes: false });
  });

  it('computes again twice, then fails and names both numbers', () => {
    expect(judgeAnswer(answered(4), whole(5), { attempts: 0, sameVersion: true })).toEqual({ kind: 'again', attempts: 1, after: 0 });
    expect(judgeAnswer(answered(4), whole(5), { attempts: 1, sameVersion: true })).toEqual({ kind: 'again', attempts: 2, after: 0 });
    expect(judgeAnswer(answered(4), whole(5), { attempts: 2, sameVersion: true }))
      .toMatchObject({ kind: 'failed', problem: { code: 'shopAnsweredOther', what: expect.stringContaining('answered 4 instead of 5') as string } });
  });

  it('starts counting anew when the listing became due meanwhile', () => {
    for (const answer of [answered(4), refused, later]) expect(judgeAnswer(answer, whole(5), { attempts: 2, sameVersion: false })).toEqual({ kind: 'again', attempts: 0, after: 0 });
  });

  it('fails what the shop refuses or ignores, unless trying again can help', () => {
    expect(judgeAnswer(refused, whole(5), { attempts: 0, sameVersion: true })).toEqual({ kind: 'failed', problem: refused.outcome === 'refused' ? refused.problem : null });
    expect(judgeAnswer(later, whole(5), { attempts: 0, sameVersion: true })).toEqual({ kind: 'again', attempts: 1, after: 9_000 });
    expect(judgeAnswer(later, whole(5), { attempts: 2, sameVersion: true })).toMatchObject({ kind: 'failed' });
  });
});

import { describe, expect, it } from 'vitest';
import { forecastPoll, judgeHealth, type CompanyHealth } from '../../../src/decide/health.ts';
import { instant, MINUTE, type Instant } from '../../../src/domain/calendar.ts';

const AT = Date.UTC(2026, 10, 21, 15, 0, 0);
const at = (minutes: number): Instant => instant(AT + minutes * MINUTE);
const well: CompanyHealth = { name: 'Maple', state: 'approved', poll: { nextAt: at(5), overdueAt: at(15), isOverdue: false, awaited: null }, shopsDown: [], waiting: 0, sending: 0 };

describe('the headline', () => {
  it('says the gravest thing, whatever else is true', () => {
    const everything: CompanyHealth = {
      ...well, name: 'Oak', state: 'stopped',
      poll: { nextAt: at(-20), overdueAt: at(-10), isOverdue: true, awaited: null },
      shopsDown: ['Shop'], waiting: 3, sending: 900,
    };
    expect(judgeHealth([well, everything])).toEqual({ tone: 'stopped', reason: 'stopped', label: 'Oak', count: 3 });
    const { tone, reason, label } = judgeHealth([{ ...everything, state: 'confirm' }]);
    expect({ tone, reason, label }).toEqual({ tone: 'stopped', reason: 'confirm', label: 'Oak' });
    expect(judgeHealth([{ ...everything, state: 'approved' }])).toMatchObject({ tone: 'attention', reason: 'notPolling', label: 'Oak' });
    expect(judgeHealth([well, { ...well, shopsDown: ['Shop'], waiting: 3 }])).toEqual({ tone: 'attention', reason: 'shopDown', label: 'Shop', count: 3 });
  });

  it('counts what waits over all companies', () => {
    expect(judgeHealth([{ ...well, waiting: 2 }, { ...well, waiting: 1, sending: 5 }])).toEqual({ tone: 'attention', reason: 'needsYou', label: '', count: 3 });
  });

  it('is good while numbers are on their way, and says how many', () => {
    expect(judgeHealth([{ ...well, sending: 400 }, well])).toEqual({ tone: 'good', reason: 'sending', label: '', count: 400 });
    expect(judgeHealth([well])).toEqual({ tone: 'good', reason: 'good', label: '', count: 0 });
  });

  it('counts what belongs to no company', () => {
    expect(judgeHealth([well], 1)).toEqual({ tone: 'attention', reason: 'needsYou', label: '', count: 1 });
  });

  it.each(['slept', 'started'] as const)('waits for the next call where the silence has a reason (%s), unless something else needs a person', (awaited) => {
    const silent: CompanyHealth = { ...well, poll: { ...well.poll, awaited }, sending: 5 };
    expect(judgeHealth([well, silent])).toEqual({ tone: 'starting', reason: awaited, label: 'Maple', count: 0 });
    expect(judgeHealth([well, { ...silent, waiting: 1 }])).toMatchObject({ reason: 'needsYou' });
    expect(judgeHealth([well, { ...silent, shopsDown: ['Shop'] }])).toMatchObject({ reason: 'shopDown' });
  });

  it('has a word for the beginning', () => {
    expect(judgeHealth([])).toMatchObject({ tone: 'starting', reason: 'noCompany' });
    expect(judgeHealth([{ ...well, state: 'unknown' }])).toMatchObject({ tone: 'starting', reason: 'firstPoll', label: 'Maple' });
  });
});

/** Awake for long. */
const always = { since: at(-10_000), cause: 'started' } as const;

describe('the next call of the Web Connector', () => {
  it('is not known before the first', () => {
    expect(forecastPoll(null, [], at(0), always)).toEqual({ nextAt: null, overdueAt: null, isOverdue: false, awaited: null });
  });

  it('is expected after five minutes as long as there is no rhythm', () => {
    expect(forecastPoll(at(0), [at(0), at(-60)], at(1), always)).toEqual({ nextAt: at(5), overdueAt: at(15), isOverdue: false, awaited: null });
  });

  it('follows the rhythm, one long night or one extra click not minded', () => {
    const sessions = [at(0), at(-30), at(-31), at(-60), at(-90), at(-700), at(-730)];
    expect(forecastPoll(at(0), sessions, at(1), always).nextAt).toEqual(at(30));
    expect(forecastPoll(at(0), [...sessions].reverse(), at(1), always).nextAt).toEqual(at(30));
  });

  it('is overdue after two missed ones, and never before ten minutes', () => {
    const sessions = [at(0), at(-30), at(-60), at(-90)];
    expect(forecastPoll(at(0), sessions, at(90), always).isOverdue).toBe(false);
    expect(forecastPoll(at(0), sessions, at(91), always).isOverdue).toBe(true);
    const busy = [at(0), at(-1), at(-2), at(-3)];
    expect(forecastPoll(at(0), busy, at(11), always).isOverdue).toBe(false);
    expect(forecastPoll(at(0), busy, at(12), always).isOverdue).toBe(true);
  });

  it('is waited for anew after a night in which the PC slept, as patiently as ever', () => {
    const sessions = [at(0), at(-5), at(-10), at(-15)];
    const awake = { since: at(600), cause: 'slept' } as const;
    expect(forecastPoll(at(0), sessions, at(601), awake)).toEqual({ nextAt: at(605), overdueAt: at(15), isOverdue: false, awaited: 'slept' });
    expect(forecastPoll(at(0), sessions, at(615), awake)).toMatchObject({ isOverdue: false, awaited: 'slept' });
    expect(forecastPoll(at(0), sessions, at(616), awake)).toMatchObject({ isOverdue: true, awaited: null });
    expect(forecastPoll(at(0), sessions, at(601), { ...awake, cause: 'started' }).awaited).toBe('started');
  });

  it('needs no word where the PC slept for a moment, or the Web Connector has called since', () => {
    const sessions = [at(0), at(-5), at(-10), at(-15)];
    expect(forecastPoll(at(0), sessions, at(14), { since: at(10), cause: 'slept' })).toMatchObject({ isOverdue: false, awaited: null, nextAt: at(15) });
    expect(forecastPoll(at(0), sessions, at(20), { since: at(10), cause: 'slept' })).toMatchObject({ isOverdue: false, awaited: 'slept' });
    expect(forecastPoll(at(0), sessions, at(16), { since: at(-1), cause: 'slept' })).toMatchObject({ isOverdue: true, awaited: null });
  });
});

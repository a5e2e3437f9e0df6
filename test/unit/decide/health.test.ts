import { describe, expect, it } from 'vitest';
import { forecastPoll, judgeHealth, type CompanyHealth } from '../../../src/decide/health.ts';
import { instant, MINUTE, type Instant } from '../../../src/domain/calendar.ts';

const AT = Date.UTC(2026, 10, 21, 15, 0, 0);
const at = (minutes: number): Instant => instant(AT + minutes * MINUTE);
const well: CompanyHealth = { name: 'Maple', state: 'approved', poll: { nextAt: at(5), overdueAt: at(15), isOverdue: false }, shopsDown: [], waiting: 0, sending: 0 };

describe('the headline', () => {
  it('says the gravest thing, whatever else is true', () => {
    const everything: CompanyHealth = { ...well, name: 'Oak', state: 'stopped', poll: { nextAt: at(-20), overdueAt: at(-10), isOverdue: true }, shopsDown: ['Shop'], waiting: 3, sending: 900 };
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

  it('has a word for the beginning', () => {
    expect(judgeHealth([])).toMatchObject({ tone: 'starting', reason: 'noCompany' });
    expect(judgeHealth([{ ...well, state: 'unknown' }])).toMatchObject({ tone: 'starting', reason: 'firstPoll', label: 'Maple' });
  });
});

describe('the next call of the Web Connector', () => {
  it('is not known before the first', () => {
    expect(forecastPoll(null, [], at(0))).toEqual({ nextAt: null, overdueAt: null, isOverdue: false });
  });

  it('is expected after five minutes as long as there is no rhythm', () => {
    expect(forecastPoll(at(0), [at(0), at(-60)], at(1))).toEqual({ nextAt: at(5), overdueAt: at(15), isOverdue: false });
  });

  it('follows the rhythm, one long night or one extra click not minded', () => {
    const sessions = [at(0), at(-30), at(-31), at(-60), at(-90), at(-700), at(-730)];
    expect(forecastPoll(at(0), sessions, at(1)).nextAt).toEqual(at(30));
    expect(forecastPoll(at(0), [...sessions].reverse(), at(1)).nextAt).toEqual(at(30));
  });

  it('is overdue after two missed ones, and never before ten minutes', () => {
    const sessions = [at(0), at(-30), at(-60), at(-90)];
    expect(forecastPoll(at(0), sessions, at(90)).isOverdue).toBe(false);
    expect(forecastPoll(at(0), sessions, at(91)).isOverdue).toBe(true);
    const busy = [at(0), at(-1), at(-2), at(-3)];
    expect(forecastPoll(at(0), busy, at(11)).isOverdue).toBe(false);
    expect(forecastPoll(at(0), busy, at(12)).isOverdue).toBe(true);
  });
});

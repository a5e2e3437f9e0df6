/** The table of QuickBooks' status codes: complete against the fact sheet, and each Add's code in words a bookkeeper can act on. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { classifyStatus } from '../../../../src/quickbooks/qbxml/status.ts';
import { ADD_CODES, CODES_BY_TEXT, STATUS_WORDS, type StatusClass } from '../../../../src/quickbooks/qbxml/statusWords.ts';

const FACTS = path.resolve(import.meta.dirname, '../../../../../shared/facts/QBXML.md');
const known = existsSync(FACTS);
if (!known) console.warn('SKIPPED: the table of status codes is not compared, because ../shared/facts/QBXML.md is not there.');

const error = (statusCode: number, message = ''): ReturnType<typeof classifyStatus> => classifyStatus({ statusCode, severity: 'Error', message });

/** Every code an Add can meet as an error, by what is done next. */
const BY_CLASS: Readonly<Record<Exclude<StatusClass, 'ok' | 'notFound'>, readonly number[]>> = {
  retry: [1000, 1010, 3175, 3176, 3230, 3231],
  fix: [570, 1030, 3000, 3060, 3090, 3100, 3120, 3130, 3140, 3170, 3171, 3177, 3180, 3205, 3210, 3240, 3250, 3270, 3280, 3300, 3310, 3320, 3330],
  user: [3162, 3220, 3260, 3261, 3262, 3263, 3264],
  bug: [1060, 2000, 3010, 3020, 3040, 3045, 3050, 3065, 3070, 3080, 3081, 3085, 3110, 3150, 3151, 3152, 3153, 3190, 9100],
};
const REMARKS = [0, 530, 531, 550, 560];

describe('the codes of an Add', () => {
  it('are each in one class', () => {
    expect([...Object.values(BY_CLASS).flat(), ...REMARKS].toSorted((a, b) => a - b)).toEqual([...ADD_CODES]);
  });

  it.each(Object.entries(BY_CLASS).flatMap(([kind, codes]) => codes.map((code) => [code, kind] as const)))('%i is %s, in words', (code, kind) => {
    const { class: is, problem } = error(code, 'There was an error. QuickBooks error message: Its own words.');
    expect(is).toBe(kind);
    expect(problem).toMatchObject({ code: `status${String(code)}`, detail: 'Its own words.' });
    expect(problem.what).toMatch(/^[A-Z].{15,}\.$/);
    expect(problem.todo).toMatch(/^[A-Z].{10,}\.$/);
    expect(problem.what).not.toMatch(/reason this program does not know/);
    // Whoever must act is told how it goes on; what passes by itself asks for nothing.
    if (kind === 'retry') expect(problem.todo).toMatch(/tried again/);
    else if (kind === 'fix') expect(problem.todo).toMatch(/try again/);
    else if (kind === 'bug') expect(problem.todo).toMatch(/support/);
    expect(`${problem.what}${problem.todo}`).not.toMatch(/statusCode|qbXML|XML|stack|undefined/);
  });

  it.each(REMARKS)('%i is done, with a remark', (statusCode) => {
    expect(classifyStatus({ statusCode, severity: statusCode === 0 ? 'Info' : 'Warn', message: '' }).class).toBe('ok');
    expect(error(statusCode).class).toBe('fix');
  });
});

describe('codes whose text decides', () => {
  it.each([
    ['The list has been modified by another user.', 'retry', /Somebody else/],
    ['The internals could not be locked. They are in use by another user.', 'retry', /Somebody else/],
    ['You cannot enter a transaction dated on or before the closing date.', 'fix', /closing date/],
    ['The date is in a closed accounting period.', 'fix', /closing date/],
    ['This can only be done in single-user mode.', 'user', /single-user/],
    ['Customer is over the credit limit.', 'fix', /credit limit/],
    ['The amount of the payment is larger than the amount due.', 'fix', /still open/],
    ['The refund amount exceeds the remaining balance of the credit memo.', 'fix', /still open/],
  ] as const)('%s', (text, kind, words) => {
    for (const code of CODES_BY_TEXT) {
      const verdict = error(code, `There was an error when saving. QuickBooks error message: ${text}`);
      expect([code, verdict.class]).toEqual([code, kind]);
      expect(verdict.problem.what).toMatch(words);
      expect(verdict.problem).toMatchObject({ code: `status${String(code)}`, detail: text });
    }
  });

  it('is read nowhere else, and other texts keep the words of their number', () => {
    expect(error(3140, 'The closing date of the credit limit could not be locked').problem.what).toBe(STATUS_WORDS[3140]?.[1]);
    for (const code of CODES_BY_TEXT) {
      for (const text of ['', 'More information is available in the log.', 'The open window is larger.']) expect(error(code, text).problem.what).toBe(STATUS_WORDS[code]?.[1]);
    }
  });
});

describe('the table', () => {
  it.skipIf(!known)('has words for every code of the fact sheet', () => {
    const section = readFileSync(FACTS, 'utf8').split('\n## 7. ')[1]?.split('\n## ')[0] ?? '';
    const cells = section.split('\n').filter((row) => /^\| \d/.test(row)).map((row) => row.split('|')[1] ?? '');
    const codes = cells.flatMap((cell) => (cell.match(/\d+/g) ?? []).map(Number));
    expect(codes.length).toBeGreaterThan(75);
    const unknown = codes.filter((code) => error(code).problem.what.includes('reason this program does not know') && STATUS_WORDS[code]?.[0] !== 'ok');
    expect(unknown).toEqual([]);
  });
});

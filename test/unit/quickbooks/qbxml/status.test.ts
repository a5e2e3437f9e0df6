/** Verdicts of QuickBooks and the Web Connector, against the tables of docs/qbxml.md. */
import { describe, expect, it } from 'vitest';
import { classifyHresult, classifyStatus, quickBooksWords } from '../../../../src/quickbooks/qbxml/status.ts';

const error = (statusCode: number, message = ''): ReturnType<typeof classifyStatus> =>
  classifyStatus({ statusCode, severity: 'Error', message });

describe('classifyStatus', () => {
  it.each([
    ['retry', [1000, 1010, 3175, 3176, 3200, 3230, 3231, 3390, 3391]],
    ['fix', [1030, 3000, 3060, 3090, 3100, 3120, 3130, 3140, 3160, 3161, 3170, 3171, 3177, 3180, 3185, 3205, 3210, 3240, 3250, 3270, 3280,
      3300, 3315, 3330, 3370, 3500]],
    ['user', [3162, 3220, 3260, 3261, 3262, 3263, 3264]],
    ['bug', [1060, 2000, 2500, 2999, 3010, 3020, 3030, 3031, 3035, 3040, 3045, 3050, 3065, 3070, 3080, 3081, 3085, 3110, 3150, 3151, 3152,
      3153, 3190, 3290, 9100, 9199]],
  ] as const)('calls errors %s that are', (kind, codes) => {
    for (const code of codes) expect([code, error(code).class]).toEqual([code, kind]);
  });

  it('knows what is done, and what was not found', () => {
    const kinds = ([[0, 'Info'], [1, 'Info'], [1, 'Warn'], [500, 'Warn'], [501, 'Warn'], [510, 'Warn'], [530, 'Warn'], [531, 'Warn'],
      [550, 'Warn'], [560, 'Warn'], [570, 'Warn'], [600, 'Info']] as const)
      .map(([statusCode, severity]) => classifyStatus({ statusCode, severity, message: '' }).class);
    expect(kinds).toEqual(['ok', 'notFound', 'notFound', 'notFound', 'fix', 'fix', 'ok', 'ok', 'ok', 'ok', 'fix', 'ok']);
  });

  it('never calls an Error done, and parks unknown ones', () => {
    for (const code of [0, 99, 530, 600, 777, 1500, 3999, 4711, 9999]) expect([code, error(code).class]).toEqual([code, 'fix']);
  });

  it('takes unknown remarks as done', () => {
    expect(classifyStatus({ statusCode: 599, severity: 'Warn', message: 'hm' }))
      .toMatchObject({ class: 'ok', problem: { code: 'status599', detail: 'hm' } });
    expect(classifyStatus({ statusCode: 3180, severity: 'Warn', message: '' }).class).toBe('ok');
  });

  it.each([3170, 3180])('reads the text of %i to tell a passing hindrance from a refusal', (code) => {
    for (const text of [
      'There was an error when saving a Sales Receipt.  QuickBooks error message: The list has been modified by another user.',
      'There was an error when saving. QuickBooks error message: The internals could not be locked. They are in use by another user.',
    ]) expect(error(code, text).class).toBe('retry');
    for (const text of ['This customer is over the credit limit.', 'A record with these initials already exists.', '',
      'The name is already in use.']) expect(error(code, text).class).toBe('fix');
  });

  it('does not park a passing hindrance that carries another number', () => {
    expect(error(3140, 'modified by another user').class).toBe('fix');
  });

  it('says what happened, what to do, and QuickBooks\' own words', () => {
    const { problem } = error(3140,
      'There is an invalid reference to QuickBooks Item "Mug" in the line. QuickBooks error message: Invalid argument.  The specified '
      + 'record does not exist in the list.');
    expect(problem.code).toBe('status3140');
    expect(problem.what).toMatch(/does not have something/);
    expect(problem.todo).toMatch(/Create it in QuickBooks/);
    expect(problem.detail).toBe('Invalid argument. The specified record does not exist in the list.');
  });
});

describe('quickBooksWords', () => {
  it('takes what stands after the marker, else everything', () => {
    expect(quickBooksWords('a  QuickBooks error message:   b\nc ')).toBe('b c');
    expect(quickBooksWords('only this')).toBe('only this');
    expect(quickBooksWords('Bad. QuickBooks error message: ')).toBe('Bad. QuickBooks error message:');
    expect(quickBooksWords('')).toBe('');
  });
});

describe('classifyHresult', () => {
  it.each([
    ['retry', ['0x80040401', '0x80040402', '0x80040408', '0x8004040D', '0x80040414', '0x8004041B', '0x8004041C', '0x80040424',
      '0x80010105', '0x800706BA', '0x800706BE']],
    ['user', ['0x80040403', '0x8004040A', '0x80040410', '0x80040416', '0x80040418', '0x8004041A', '0x8004041D', '0x8004041E', '0x8004041F',
      '0x80040420', '0x80040421', '0x80040422', '0x80040427', '0x8004042A', '0x8004042C', '0x80040154']],
    ['bug', ['0x80040400', '0x80040423']],
  ] as const)('calls %s what is', (kind, codes) => {
    for (const code of codes) {
      const verdict = classifyHresult(code, '');
      expect([code, verdict.class]).toEqual([code, kind]);
      expect(verdict.problem.code).toBe(`hresult${code.slice(2)}`);
    }
  });

  it('takes only 0x80040400 as proof that nothing ran, however it is written', () => {
    for (const code of ['0x80040400', '0X80040400', '80040400', ' 0x80040400 ', '-2147220480']) expect([code,
      classifyHresult(code, '').nothingRan]).toEqual([code, true]);
    for (const code of ['', '0x80040401', '0x8004041b', '-2147220479', '0', '0x800404001', '0x0', 'x80040400y',
      '2147746816']) expect([code, classifyHresult(code, '').nothingRan]).toEqual([code, false]);
  });

  it('shows unknown ones to the user with their words', () => {
    expect(classifyHresult('0x8004FFFF', 'Something odd')).toMatchObject({ class: 'user',
      problem: { code: 'hresult8004FFFF', detail: '0x8004FFFF: Something odd' } });
    expect(classifyHresult('', '')).toMatchObject({ class: 'user', problem: { code: 'hresultUnknown' } });
    expect('detail' in classifyHresult('', '').problem).toBe(false);
  });
});

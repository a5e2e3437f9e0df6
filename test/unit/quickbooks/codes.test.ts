import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CODES, lookUpCode } from '../../../src/quickbooks/codes.ts';

const FACTS = path.resolve(import.meta.dirname, '../../../../shared/facts/QBWC.md');
const found = (text: string): readonly string[] => lookUpCode(text).map((one) => one.code);

describe('lookUpCode', () => {
  it.each([
    ['QBWC1012', ['QBWC1012']], [' qbwc 1012 ', ['QBWC1012']], ['1012', ['QBWC1012']], ['QBWC1012: Authentication failed', ['QBWC1012']],
    ['0x80040414', ['0x80040414']], ['80040414', ['0x80040414']], ['-2147220460', ['0x80040414']], ['error 0x80040414 came', ['0x80040414']],
    ['3140', ['3140']], ['statusCode 3140', ['3140']], ['1030', ['QBWC1030', '1030']], ['0', ['0']], ['', []], ['nonsense', []], ['99999', []], ['QBWC9999', []],
  ])('finds %j', (text, codes) => {
    expect(found(text)).toEqual(codes);
  });
});

describe('the table', () => {
  it('has each code once, with three sentences that differ', () => {
    expect(new Set(CODES.map((one) => `${one.source} ${one.code}`)).size).toBe(CODES.length);
    for (const { code, meaning, cause, cure } of CODES) {
      for (const text of [meaning, cause, cure]) expect(text, code).toMatch(/^[A-Z"].{8,}[.…]$/);
      expect(new Set([meaning, cause, cure]).size, code).toBe(3);
    }
  });

  const known = existsSync(FACTS);
  if (!known) console.warn('skipped: ../shared/facts/QBWC.md is not here');
  it.skipIf(!known)('knows every code of the fact sheet', () => {
    const section = readFileSync(FACTS, 'utf8').split('## 12.')[1]?.split('\n## ')[0] ?? '';
    const codes = section.split('\n').filter((line) => /^\| \d/.test(line)).flatMap((line) => (line.split('|')[1] ?? '').match(/\d{4}/g) ?? []);
    expect(codes.length).toBeGreaterThan(40);
    expect(codes.filter((code) => !found(`QBWC${code}`).includes(`QBWC${code}`))).toEqual([]);
  });
});

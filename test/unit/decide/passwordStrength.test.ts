import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAST_SCORE, passwordStrength } from '../../../src/decide/passwordStrength.ts';

const score = (password: string, own: readonly string[] = []): number => passwordStrength(password, own).score;

describe('a password', () => {
  it.each(['', 'short', '1234567', 'password', 'Password', 'QuickBooks', 'quickbooks1', 'letmein!', 'welcome12', 'stockbridge'])('is refused: %s', (password) => {
    expect(score(password)).toBeLessThan(LEAST_SCORE);
  });

  it.each(['aaaaaaaaaaaa', 'abcdefghij', '1234567890', 'qwertyuiop', '11112222', 'asdfghjkl1'])('is weak, as it follows a row or repeats itself: %s', (password) => {
    expect(score(password)).toBeLessThan(LEAST_SCORE);
  });

  it.each(['correct horse battery', 'k7m2q-x8vfr-h3tzn-p9ewd', 'violet kettle parade', 'Rh%8s!kQ2w'])('is good: %s', (password) => {
    expect(score(password)).toBeGreaterThanOrEqual(3);
    expect(passwordStrength(password).advice).toBe('');
  });

  it('does not count what belongs to the account', () => {
    expect(score('maplestreet9', [])).toBeGreaterThan(score('maplestreet9', ['Maplestreet']));
    expect(score('maplestreet', ['maple', 'street'])).toBeLessThan(LEAST_SCORE);
  });

  it('gets a sentence of advice wherever it could be better', () => {
    expect(passwordStrength('kettle99').advice).toMatch(/\w+/);
    expect(passwordStrength('abc').advice).toMatch(/8 characters/);
  });

  it('is judged whatever it is, and never says less for being longer by something new', () => {
    fc.assert(fc.property(fc.string({ maxLength: 60 }), fc.array(fc.string({ maxLength: 20 }), { maxLength: 3 }), (password, own) => {
      const { score: found, word, advice } = passwordStrength(password, own);
      expect([0, 1, 2, 3, 4]).toContain(found);
      expect(word).not.toBe('');
      if (found < LEAST_SCORE) expect(advice).not.toBe('');
    }));
    expect(score('violet kettle parade')).toBeGreaterThanOrEqual(score('violet kettle'));
  });
});

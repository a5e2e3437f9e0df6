import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearNames } from '../../../src/decide/nearNames.ts';

const SHOP = ['WINE-RED', 'WINE-ROSE', 'WINE-WHITE', 'MUG', 'MUG-XL', 'A1', 'B1', '00123'];

describe('nearNames', () => {
  it.each([
    ['WINE-RDE', ['WINE-RED', 'WINE-ROSE']], ['wine red', ['WINE-RED']], ['WINERED', ['WINE-RED']], ['MGU', ['MUG']], ['WINE', ['WINE-RED', 'WINE-ROSE', 'WINE-WHITE']],
    ['A2', []], ['ZEBRA', []], ['', []], ['---', []], ['0123', ['00123']],
  ])('%s: %j', (wanted, expected) => { expect(nearNames(wanted, SHOP)).toEqual(expected); });

  it('names each once, at most three, and first of all the one that differs in nothing but case and signs', () => {
    fc.assert(fc.property(fc.array(fc.string({ maxLength: 12 }), { maxLength: 30 }), fc.string({ minLength: 1, maxLength: 12 }), (names, wanted) => {
      const found = nearNames(wanted, [...names, wanted]);
      expect(found.length).toBeLessThanOrEqual(3);
      expect(new Set(found).size).toBe(found.length);
      const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
      if (plain(wanted) !== '') expect(plain(found[0] ?? '')).toBe(plain(wanted));
    }));
  });
});

/** How the matcher does on pairs that somebody labelled who had not seen it: what it links by itself is right without exception; what it suggests is counted. */
import { describe, expect, it } from 'vitest';
import { hasPairs, judge, readPairs } from './pairsFile.ts';

describe.each(['tuning.csv', 'heldOut.csv'])('%s', (name) => {
  const isThere = hasPairs(name);
  if (!isThere) console.warn(`${name} is not there: the matcher is not measured on it.`);

  it.skipIf(!isThere)('links nothing by itself that is not the same, and shows most of what is', () => {
    const pairs = readPairs(name);
    expect(pairs.labels.length).toBeGreaterThan(150);
    const { automatic, suggestions, rightSuggestions, missed, same, onlyWrong } = judge(pairs);
    const right = automatic.filter((one) => one.right).length;
    console.log(
      `${name}: ${String(same)} pairs are the same. Automatic: ${String(automatic.length)}, right ${String(right)}. Suggested: ${String(suggestions.length)}, right ${String(rightSuggestions)}. `
      + `Recall of suggestions ${(100 * rightSuggestions / Math.max(1, same - right)).toFixed(1)} %, of both ${(100 * (same - missed.length) / same).toFixed(1)} %. Accepted in bulk wrongly: ${String(onlyWrong.length)}.`,
    );
    expect(automatic.filter((one) => !one.right)).toEqual([]);
    expect(automatic.length).toBeGreaterThan(20);
    // Far below what was measured: a rule that stops working shows, a row more or less does not.
    expect((same - missed.length) / same).toBeGreaterThan(0.6);
  });
});

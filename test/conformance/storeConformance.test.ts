/** Holds every connector to the same suite. */
import { describe, expect, it } from 'vitest';
import { connectorFor, connectorKinds } from '../../src/stores/registry.ts';
import { csvFolderHarness } from './csvFolderHarness.ts';
import type { Harness } from './harness.ts';
import { stockConformance } from './stockConformance.ts';
import { storeConformance } from './storeConformance.ts';
import { woocommerceHarness } from './woocommerceHarness.ts';
import { writeBackConformance } from './writeBackConformance.ts';

const harnesses: readonly Harness[] = [woocommerceHarness, csvFolderHarness];

for (const harness of harnesses) {
  storeConformance(harness);
  stockConformance(harness);
  if (harness.tells) writeBackConformance(harness);
}

describe('the registry', () => {
  it('knows no connector that the suite does not hold', () => {
    expect(connectorKinds).toEqual(harnesses.map((harness) => harness.name));
    for (const harness of harnesses) expect(connectorFor(harness.name)).toBe(harness.registered);
    expect(connectorFor('nothing')).toBeUndefined();
  });
});

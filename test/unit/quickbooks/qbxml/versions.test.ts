/** The declared qbXML version. */
import { describe, expect, it } from 'vitest';
import { chooseVersion } from '../../../../src/quickbooks/qbxml/versions.ts';
import { codeOf, good } from '../samples.ts';

describe('chooseVersion', () => {
  it.each([
    [['1.0', '9.0', '13.0', '14.0', '16.0'], '13.0'],
    [['8.0', '9.0', '10.0', '12.0'], '12.0'],
    [['9.0', '10.0'], '10.0'],
    [[' 11.0 ', 'CA3.0', 'UK3.0', '14.0'], '11.0'],
  ])('of %j takes %s', (supported, expected) => {
    expect(good(chooseVersion(supported))).toBe(expected);
  });

  it.each([[[]], [['14.0', '16.0']], [['1.0', '8.0']], [['CA3.0']], [['x', '']]])('finds none in %j', (supported) => {
    expect(codeOf(chooseVersion(supported))).toBe('qbxmlVersion');
  });
});

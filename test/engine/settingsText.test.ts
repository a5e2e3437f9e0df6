/** Settings are parsed once for each text, and nobody can change what the others see. */
import { expect, it } from 'vitest';
import { createSettingsReader } from '../../src/engine/db/settingsText.ts';

const read = createSettingsReader({ limit: 60, name: '' });

it('lays the text over the defaults, and gives the same text the same settings', () => {
  const settings = read('{"limit":5}');
  expect(settings).toEqual({ limit: 5, name: '' });
  expect(read('{"limit":5}')).toBe(settings);
  expect(read('{}')).toEqual({ limit: 60, name: '' });
});

it('gives settings that cannot be changed for those who ask later', () => {
  expect(Object.isFrozen(read('{"name":"x"}'))).toBe(true);
});

it('keeps reading right when there were more texts than it keeps', () => {
  for (let limit = 0; limit < 1_000; limit += 1) expect(read(`{"limit":${String(limit)}}`).limit).toBe(limit);
  expect(read('{"limit":5}')).toEqual({ limit: 5, name: '' });
});

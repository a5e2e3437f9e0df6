/** What is kept for this PC survives damage, older forms and screens that are gone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PREFERENCE_DEFAULTS } from '../../../src/contract/host.ts';
import { placeOnScreen, readSettings, SETTINGS_VERSION } from '../../../src/main/settings.ts';

const DEFAULTS = { version: SETTINGS_VERSION, preferences: PREFERENCE_DEFAULTS, window: null, sealedKey: null, toldAboutClosing: false };

describe('reading what is kept', () => {
  it('gives the defaults at the first start', () => {
    expect(readSettings({})).toEqual(DEFAULTS);
  });

  it('never fails, whatever the file holds', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      const read = readSettings(value);
      expect(read.version).toBe(SETTINGS_VERSION);
      expect(Object.keys(read).sort()).toEqual(Object.keys(DEFAULTS).sort());
    }));
  });

  it('reads back what it wrote', () => {
    const kept = {
      ...DEFAULTS, sealedKey: 'c2VhbGVk', toldAboutClosing: true, window: { x: -1_900, y: 10, width: 1_280, height: 800, maximized: true },
      preferences: { ...PREFERENCE_DEFAULTS, port: 47_901, dataFolder: '/data', updateChannel: 'beta', startAtLogin: false },
    };
    expect(readSettings(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  it('lets one bad preference cost no other', () => {
    expect(readSettings({ preferences: { port: 99_999_999, startAtLogin: false, notify: 'no', updateChannel: 'nightly', dataFolder: '/data' } }).preferences)
      .toEqual({ ...PREFERENCE_DEFAULTS, startAtLogin: false, dataFolder: '/data' });
  });

  it('takes no place that is none', () => {
    for (const window of [null, [], 'big', { x: 1, y: 1, width: 0, height: 10 }, { x: 1.5, y: 1, width: 10, height: 10 }, { x: 1, y: 1, width: 10 }]) {
      expect(readSettings({ window }).window).toBeNull();
    }
  });
});

describe('the window\'s place', () => {
  const screen = { x: 0, y: 0, width: 1_920, height: 1_040 };
  const place = { x: 100, y: 100, width: 1_280, height: 800, maximized: false };

  it('is kept where it can be seen', () => {
    expect(placeOnScreen(place, [screen])).toBe(place);
    const left = { ...place, x: -1_200 };
    expect(placeOnScreen(left, [screen])).toBeNull();
    expect(placeOnScreen(left, [screen, { ...screen, x: -1_920 }])).toBe(left);
  });

  it('is given up where nobody could catch the title', () => {
    expect(placeOnScreen({ ...place, y: -500 }, [screen])).toBeNull();
    expect(placeOnScreen({ ...place, y: 1_030 }, [screen])).toBeNull();
    expect(placeOnScreen(place, [])).toBeNull();
    expect(placeOnScreen(null, [screen])).toBeNull();
  });
});

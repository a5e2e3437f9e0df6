/** Playwright's projects: `desktop` drives the program in a real Electron (scripts/desktop.ts prepares it), `browser` drives a real Chromium against `serve` (scripts/browser.ts). */
import { defineConfig } from '@playwright/test';
import { chromiumOptions } from './scripts/chromium.ts';

export default defineConfig({
  outputDir: '.cache/playwright',
  forbidOnly: true,
  retries: 0,
  workers: 2,
  reporter: [['list']],
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: { actionTimeout: 20_000 },
  projects: [
    { name: 'desktop', workers: 1, testDir: 'test/e2e/desktop', testMatch: '**/*.test.ts' },
    {
      name: 'browser', testDir: 'test/e2e/browser', testMatch: '**/*.test.ts',
      // Each file has a bridge of its own, and half of its time is waiting.
      workers: 2,
      use: { viewport: { width: 1280, height: 800 }, launchOptions: chromiumOptions() },
    },
  ],
});

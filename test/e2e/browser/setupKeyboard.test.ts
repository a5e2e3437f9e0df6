/** The setup wizard without a mouse: every page is gone through with Tab, Enter, Space and typing, and the focus is always somewhere it can be seen. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { browserTest, expect } from './browserTest.ts';
import { KEY, SECRET } from './browserWorld.ts';

const test = browserTest({ products: 24, orders: 2, provisioned: false });
test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** More than any page has. */
const MOST_STOPS = 60;

type Stop = { readonly role: string; readonly name: string; readonly isSeen: boolean };

/** Where the keyboard is: what a screen reader would call it, and whether it is on the screen. */
async function here(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return { role: '', name: '', isSeen: false };
    const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? [...(element.labels ?? [])].map((label) => label.textContent).join(' ') : '';
    const box = element.getBoundingClientRect();
    const isInside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
    return {
      role: element.getAttribute('role') ?? element.tagName.toLowerCase(),
      name: (element.getAttribute('aria-label') ?? (labels === '' ? element.textContent : labels)).replace('*', '').trim(),
      isSeen: isInside || element.hasAttribute('data-tabster-dummy'),
    };
  });
}

async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const place = await here(page);
    expect(place.isSeen, `the focus on "${place.name}" cannot be seen`).toBe(true);
    if (typeof name === 'string' ? place.name === name : name.test(place.name)) return;
    passed.push(`${place.role} ${place.name}`);
  }
  throw new Error(`The keyboard does not come to ${String(name)}; it came by ${passed.join(', ')}.`);
}

async function fill(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(text);
}

async function press(page: Page, name: string | RegExp, key = 'Enter'): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press(key);
}

test('from the first page to the dashboard with the keyboard alone', async ({ window: page, world }) => {
  test.setTimeout(180_000);
  const at = async (title: string): Promise<void> => { await expect(page.getByRole('heading', { level: 1, name: title })).toBeFocused(); };
  await page.goto(new URL('/ui/', page.url()).href);
  await at('Connect your store');
  await fill(page, 'Address of the shop', world.store.url);
  await fill(page, 'Consumer key', KEY);
  await fill(page, 'Consumer secret', SECRET);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Signed in to/)).toBeVisible();
  // The focus is still in the field: Enter goes on.
  await page.keyboard.press('Enter');

  await at('Name your company');
  await fill(page, 'Company name', 'Maple Street');
  await press(page, 'Show the password', 'Space');
  const password = await page.getByRole('textbox', { name: 'Password' }).inputValue();
  await press(page, 'Next');

  await at('Add Stockbridge to the Web Connector');
  const downloading = page.waitForEvent('download');
  await press(page, 'Download the file');
  world.addToConnector(readFileSync(await (await downloading).path(), 'utf8'), password);
  await world.session();
  await expect(page.locator('[data-first-poll]')).toHaveAttribute('data-first-poll', 'came');
  await press(page, 'Next', 'Space');

  await at('Is this your company?');
  await press(page, 'Yes, this is my company');

  await at('Choose what is synchronized');
  await tabTo(page, /^Safety stock/);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('2');
  await press(page, 'Next');

  await at('See what would happen first');
  await world.session();
  await expect(page.locator('[data-preview]')).toHaveAttribute('data-preview', 'complete', { timeout: 30_000 });
  await page.getByRole('heading', { level: 1 }).focus();
  await tabTo(page, /^\d+$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('table', { name: 'Lines' })).toBeVisible();
  // Back and on again: nothing is lost.
  await press(page, 'Back');
  await at('Choose what is synchronized');
  await expect(page.getByRole('textbox', { name: 'Safety stock' })).toHaveValue('2');
  await press(page, 'Next');
  await at('See what would happen first');
  await press(page, 'Agree and begin');

  await at('Stockbridge is running');
  await press(page, 'Open the dashboard');
  await expect(page.getByRole('heading', { level: 1, name: 'Dashboard' })).toBeVisible();
  await world.session();
  expect(world.company.ledger().documents).toHaveLength(2);
  await expect.poll(() => world.store.stockOf(world.skus[10] ?? '')).toBe(18);
});

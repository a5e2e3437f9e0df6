/** After every question the page is readable again for a screen reader, and the keyboard is somewhere: also where what asked is gone with the answer. */
import type { Page } from '@playwright/test';
import { browserTest, expect, goTo } from './browserTest.ts';

const PRODUCTS = 60;
const test = browserTest({ products: PRODUCTS, orders: [{ lines: [{ sku: null, name: 'A thing without a SKU', quantity: 1 }] }, { lines: [{ sku: 'MUG-00001', quantity: 1 }] }], approved: false });

test.describe.configure({ mode: 'serial' });

const dialog = (page: Page) => page.getByRole('alertdialog');

/** The dialog is gone; nothing around the page is hidden; the keyboard stands on something in it. Held for a moment: what asked may go only with the next news. */
async function expectFreed(page: Page): Promise<void> {
  await expect(dialog(page)).toHaveCount(0);
  const state = (): Promise<string> => page.evaluate(() => {
    const main = document.querySelector('main');
    const hidden = main === null ? 'no page' : main.closest('[aria-hidden=true], [inert]') === null ? 'readable' : 'hidden';
    const focus = document.activeElement === null || document.activeElement === document.body ? 'nowhere' : main?.contains(document.activeElement) === true ? 'in the page' : 'elsewhere';
    return `${hidden}, keyboard ${focus}`;
  });
  await expect.poll(state).toBe('readable, keyboard in the page');
  await page.evaluate(() => new Promise((resolve) => { setTimeout(resolve, 1_500); }));
  await expect.poll(state).toBe('readable, keyboard in the page');
}

/** Opens the question by keyboard, says no, then yes. */
async function noThenYes(page: Page, opener: string, yes: string): Promise<void> {
  const button = page.getByRole('button', { name: opener, exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expectFreed(page);
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('button', { name: yes, exact: true }).press('Enter');
}

test('"Is this your company?"', async ({ window, world }) => {
  test.setTimeout(120_000);
  await expect(window.getByRole('grid', { name: /SKUs/ })).toHaveAttribute('aria-rowcount', String(PRODUCTS + 1), { timeout: 60_000 });
  await world.session();
  await noThenYes(window, 'Yes, this is my company', 'Yes, this is my company');
  await expect(window.getByText('Approved. Orders go into QuickBooks with the next session.')).toBeVisible();
  await expect(window.getByRole('button', { name: 'Yes, this is my company' })).toHaveCount(0);
  await expectFreed(window);
});

test('cancelling a document, with which its panel goes', async ({ window, world }) => {
  await world.session();
  await goTo(window, 'Pending');
  await window.getByRole('tab', { name: /QuickBooks/ }).click();
  const grid = window.getByRole('grid', { name: 'Documents for QuickBooks' });
  await expect(grid.getByRole('row').nth(1)).toContainText('no SKU', { timeout: 30_000 });
  await grid.focus();
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await noThenYes(window, 'Do not enter it', 'Do not enter it');
  await expect(window.getByRole('button', { name: 'Do not enter it' })).toHaveCount(0);
  await expectFreed(window);
});

test('skipping one update, and discarding a held run, with which its card goes', async ({ window, world }) => {
  test.setTimeout(120_000);
  await goTo(window, 'Pending');
  await expect(window.getByText('Nothing is waiting', { exact: true })).toBeVisible({ timeout: 30_000 });
  world.count(() => 0);
  await world.session();
  await expect(window.getByText(/updates for Maple Web Store are held/)).toBeVisible({ timeout: 30_000 });
  const grid = window.getByRole('grid', { name: 'Stock updates that wait' });
  await grid.focus();
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await noThenYes(window, 'Skip', 'Skip');
  await expect(window.getByText(/was skipped\./)).toBeVisible();
  await expectFreed(window);
  await expect(grid).toBeFocused();

  await noThenYes(window, 'Discard the run', 'Discard the run');
  await expect(window.getByRole('button', { name: 'Discard the run' })).toHaveCount(0);
  await expectFreed(window);
});

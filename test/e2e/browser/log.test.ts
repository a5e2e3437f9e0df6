/** The sync log: found by word, outcome, day and link, walked by keyboard, opened to the numbers and the raw exchange, exported, and calm while new lines come. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { browserTest, expect, expectAccessible, goTo } from './browserTest.ts';

const test = browserTest({ products: 320, orders: 5 });

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ mode: 'serial' });

const grid = (page: Page) => page.getByRole('grid', { name: /Lines of the sync log/ });
const chosen = (page: Page) => grid(page).locator('[aria-selected=true]');
const lineCount = async (page: Page): Promise<number> => Number(await grid(page).getAttribute('aria-rowcount')) - 1;

test('fills while a session runs; an empty search says so', async ({ window, world }) => {
  test.setTimeout(180_000);
  await goTo(window, 'Orders');
  await expect(window.getByRole('grid', { name: 'Orders and refunds' })).toHaveAttribute('aria-rowcount', '6', { timeout: 30_000 });
  await goTo(window, 'Sync log');
  await expect(grid(window)).toHaveAttribute('aria-rowcount', '6');
  world.count((index) => 30 + (index % 7));
  await world.session();
  await expect.poll(() => lineCount(window), { timeout: 60_000 }).toBeGreaterThanOrEqual(330);
  await expectAccessible(window, 'log');
  await window.getByLabel('Search').fill('nosuchword');
  await expect(window.getByText('Nothing found', { exact: true })).toBeVisible();
  await expectAccessible(window, 'log, nothing found');
  await window.getByRole('button', { name: 'Clear all filters' }).click();
  await expect(grid(window)).toBeVisible();
  await expect(window.getByLabel('Search')).toHaveValue('');
});

test('a line about stock opens to what QuickBooks had, what was sent and what the store answered', async ({ window }) => {
  await goTo(window, 'Sync log');
  await window.getByLabel('Search').fill('lamp-00004');
  await expect(grid(window).getByRole('row').nth(1)).toContainText('LAMP-00004');
  await window.getByLabel('Outcome').selectOption('Confirmed');
  await grid(window).getByRole('row').nth(1).click();
  const panel = window.getByRole('region', { name: 'SKU LAMP-00004', exact: true });
  for (const stop of ['QuickBooks had', 'Sent to the store', 'The store answered']) await expect(panel.getByRole('listitem').filter({ hasText: stop })).toContainText(/\d/);
  await expect(panel).toContainText('Maple Web Store');
  const sent = panel.getByRole('region', { name: 'Sent to the store, this SKU' });
  const answered = panel.getByRole('region', { name: 'Answer of the store, this SKU' });
  await expect(sent).toContainText('"stock_quantity"');
  await expect(answered).toContainText('"sku": "LAMP-00004"');
  await expect(panel).toContainText(/POST \S+\/wp-json\/wc\/v3\/products\/batch/);
  await expect(panel).toContainText('HTTP 200');
  await expectAccessible(window, 'log, a line about stock');
  await panel.getByRole('button', { name: 'Show the whole call' }).click();
  await expect(panel.getByRole('region', { name: 'Answer of the store, the whole call' })).toContainText('"update"');
  await expect(panel).not.toContainText(/oauth_|cs_browser|ck_browser/);
  const saved = window.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save both as a file' }).click();
  expect(await readFile(await (await saved).path(), 'utf8')).toContain('"stock_quantity"');
  await panel.getByRole('button', { name: 'Show only this SKU' }).click();
  await expect(answered).toBeVisible();
  await panel.getByRole('link', { name: 'All lines of this SKU' }).click();
  await expect(window.getByRole('button', { name: 'Take out: Only SKU LAMP-00004' })).toBeVisible();
  await expect(window).toHaveURL(/sku=LAMP-00004/);
  await window.getByRole('button', { name: 'Take out: Only SKU LAMP-00004' }).click();
  await expect(window).not.toHaveURL(/sku=/);
});

test('a line about an order opens to the raw request and answer, and leads to the order', async ({ window }) => {
  await goTo(window, 'Sync log');
  await window.getByLabel('Outcome').selectOption('In QuickBooks');
  await expect(grid(window)).toHaveAttribute('aria-rowcount', '6');
  await grid(window).focus();
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 2, name: /^Order / })).toBeFocused();
  await expect(window.getByRole('region', { name: 'Request to QuickBooks' })).toContainText('<SalesReceiptAddRq');
  await expect(window.getByRole('region', { name: 'Answer of QuickBooks' })).toContainText('<SalesReceiptRet>');
  await expectAccessible(window, 'log, a line about an order');
  await window.keyboard.press('Escape');
  await expect(grid(window)).toBeFocused();
  await window.keyboard.press('Enter');
  await window.getByRole('link', { name: 'Open the order' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible();
  await expect(window.getByRole('heading', { level: 2, name: /^Order / })).toBeVisible();
});

test('is walked by keyboard from the first line to the last and back', async ({ window }) => {
  await goTo(window, 'Sync log');
  const total = await lineCount(window);
  await grid(window).focus();
  await window.keyboard.press('End');
  await expect(chosen(window)).toHaveAttribute('aria-rowindex', String(total + 1));
  await expect(chosen(window)).toContainText('Order received.');
  await window.keyboard.press('PageUp');
  await expect.poll(async () => Number(await chosen(window).getAttribute('aria-rowindex'))).toBeLessThan(total);
  await window.keyboard.press('Home');
  await expect(chosen(window)).toHaveAttribute('aria-rowindex', '2');
  await window.keyboard.press('Escape');
  await expect(window.getByRole('heading', { level: 2 })).toBeHidden();
});

test('stays where the reader is when new lines come, and shows them when asked', async ({ window, world }) => {
  test.setTimeout(120_000);
  await goTo(window, 'Sync log');
  const first = await grid(window).getByRole('row').nth(1).textContent();
  await grid(window).focus();
  await window.keyboard.press('End');
  const last = await chosen(window).textContent();
  world.store.placeOrder({ lines: [{ sku: world.skus[0] ?? '', quantity: 1, name: 'Mug no. 1' }] });
  await expect(window.getByText('There are newer lines')).toBeVisible({ timeout: 30_000 });
  expect(await chosen(window).textContent()).toBe(last);
  await window.getByRole('button', { name: 'Show them' }).click();
  await expect(grid(window).getByRole('row').nth(1)).toContainText(/Order received|shows/);
  expect(await grid(window).getByRole('row').nth(1).textContent()).not.toBe(first);
});

test('exports what is shown as CSV', async ({ window }) => {
  await goTo(window, 'Sync log');
  await window.getByLabel('Search').fill('received');
  await expect.poll(() => lineCount(window)).toBe(6);
  const download = window.waitForEvent('download');
  await window.getByRole('button', { name: 'Export to CSV' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^Stockbridge log \d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await file.path(), 'utf8');
  expect(text.startsWith('\uFEFF')).toBe(true);
  expect(text.trim().split('\n')).toHaveLength(7);
  await expect(window.getByText(/6 lines saved as/)).toBeVisible();
});

test('narrows to days of this PC', async ({ window }) => {
  await goTo(window, 'Sync log');
  await window.getByLabel('To', { exact: true }).fill('2020-01-01');
  await expect(window.getByText('Nothing found', { exact: true })).toBeVisible();
  await window.getByLabel('To', { exact: true }).fill('');
  await window.getByLabel('From', { exact: true }).fill('2020-01-01');
  await expect(grid(window)).toBeVisible();
});

/** The matching tab in a browser: every list, by keyboard and by mouse, a person's word, bulk acceptance, links as CSV; against WCAG A and AA in light and dark. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { browserTest, expect, expectAccessible, goTo } from './browserTest.ts';

const test = browserTest({ products: 24 });
const TABLES = { suggestions: 'Suggested pairs', listings: 'Listings without an item', items: 'Items without a listing', duplicates: 'What is there twice', links: 'Linked pairs' } as const;

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ mode: 'serial' });

async function openList(window: Page, name: string): Promise<void> {
  await window.getByRole('tablist', { name: 'Lists' }).getByRole('tab', { name: new RegExp(`^${name}`) }).click();
}

function cell(window: Page, list: keyof typeof TABLES, row: number): ReturnType<Page['locator']> {
  return window.getByRole('grid', { name: TABLES[list] }).getByRole('row').nth(row);
}

test('is empty before QuickBooks has been read, and then says what nobody has matched', async ({ window, world }) => {
  test.setTimeout(180_000);
  await goTo(window, 'Matching');
  await expect(window.getByText('Nothing to suggest', { exact: true })).toBeVisible();
  await expectAccessible(window, 'matching, empty');
  // As a bookkeeper writes them: six items that are no store's SKU to the letter, one that is another thing altogether.
  const other: Readonly<Record<string, string>> = {
    'MUG-00001': 'Mug 00001', 'SHIRT-00002': 'Shirt.00002', 'POSTER-00003': 'poster_00003', 'LAMP-00004': 'LAMP00004', 'NOTEBOOK-00005': 'NOTEBOK-00005', 'CANDLE-00006': 'Tea light holder',
  };
  for (const [sku, name] of Object.entries(other)) {
    world.company.editItem(sku, { manufacturerPartNumber: '' });
    world.company.renameItem(sku, name);
  }
  const session = await world.session();
  expect(session.outcome).toBe('finished');
  await expect(window.getByRole('tab', { name: 'Links (18)' })).toBeVisible({ timeout: 60_000 });
  await expect(window.getByRole('tab', { name: 'Listings without an item (6)' })).toBeVisible();
  await expect(window.getByRole('tab', { name: 'Items without a listing (6)' })).toBeVisible();
});

test('the lists are walked by keyboard, a suggestion is accepted and another refused', async ({ window }) => {
  test.setTimeout(180_000);
  await goTo(window, 'Matching');
  const grid = window.getByRole('grid', { name: TABLES.suggestions });
  await expect(grid).toBeVisible();
  await expectAccessible(window, 'suggestions');
  await window.getByRole('tab', { name: /^Suggestions/ }).focus();
  await window.keyboard.press('ArrowLeft');
  await expect(window.getByRole('tab', { name: /^Items without/ })).toBeFocused();
  await window.keyboard.press('ArrowRight');
  await expect(grid).toBeVisible();
  for (let step = 0; step < 12 && !(await grid.evaluate((element) => element === document.activeElement)); step += 1) await window.keyboard.press('Tab');
  await expect(grid).toBeFocused();
  await window.keyboard.press('ArrowDown');
  await expect(cell(window, 'suggestions', 1)).toHaveAttribute('aria-selected', 'true');
  const sku = await cell(window, 'suggestions', 1).locator('td').first().textContent() ?? '';
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 2, name: sku })).toBeFocused();
  await expectAccessible(window, 'a suggestion');
  await window.keyboard.press('Escape');
  await expect(grid).toBeFocused();
  await window.keyboard.press('Home');
  await window.keyboard.press('Enter');
  await window.getByRole('button', { name: 'Accept', exact: true }).focus();
  await window.keyboard.press('Enter');
  await expect(window.getByText(new RegExp(`^${sku} is linked to `))).toBeVisible();
  await expect(window.getByRole('tab', { name: 'Links (19)' })).toBeVisible();

  await window.getByLabel('How sure').selectOption('Possible');
  await cell(window, 'suggestions', 1).click();
  await expect(window.getByText('"NOTEBOOK-00005" is "NOTEBOK-00005" but for one letter.').first()).toBeVisible();
  await window.getByRole('button', { name: 'Not the same' }).click();
  await expect(window.getByText('Noted: NOTEBOOK-00005 is not NOTEBOK-00005.')).toBeVisible();
  await expect(window.getByText('Nothing found', { exact: true })).toBeVisible();
  await window.getByLabel('How sure').selectOption('All');
});

test('all sure ones are accepted at once, after a question, and the numbers go out', async ({ window, world }) => {
  test.setTimeout(180_000);
  world.company.setQuantity('Mug 00001', 30);
  await goTo(window, 'Matching');
  await window.getByRole('button', { name: /^Accept \d+ sure ones$/ }).click();
  await expect(window.getByRole('alertdialog')).toBeVisible();
  await expectAccessible(window, 'the question before many are linked');
  await window.getByRole('alertdialog').getByRole('button', { name: /^Link \d+ pairs$/ }).click();
  await expect(window.getByText(/^\d+ pairs linked\.$/)).toBeVisible();
  await expect(window.getByText('Nothing to suggest', { exact: true })).toBeVisible();
  await world.session();
  await expect.poll(() => world.store.stockOf('MUG-00001'), { timeout: 60_000 }).toBe(30);
});

test('a listing is linked by hand; a second one only after a yes, and both say so', async ({ window }) => {
  test.setTimeout(180_000);
  await goTo(window, 'Matching');
  await openList(window, 'Listings without an item');
  await expect(window.getByRole('grid', { name: TABLES.listings })).toBeVisible();
  await window.getByLabel('Search', { exact: true }).fill('candle');
  await cell(window, 'listings', 1).click();
  await expect(window.getByText('Nothing is suggested. Type at least two letters to find the item.')).toBeVisible();
  await window.getByLabel('Find the item').fill('tea light');
  await window.getByRole('button', { name: 'Link to Tea light holder' }).click();
  await expect(window.getByText('CANDLE-00006 is linked to Tea light holder. Its number goes out.')).toBeVisible();
  await expect(window.getByText('Nothing found', { exact: true })).toBeVisible();
  await window.getByLabel('Search', { exact: true }).fill('');
  await expect(cell(window, 'listings', 1)).toContainText('NOTEBOOK-00005');
  await cell(window, 'listings', 1).click();
  await window.getByLabel('Find the item').fill('tea light');
  await expect(window.getByText('The item also feeds CANDLE-00006 of this store.')).toBeVisible();
  await expectAccessible(window, 'a listing and what it may be');
  await window.getByRole('button', { name: 'Link to Tea light holder' }).click();
  await expect(window.getByRole('alertdialog')).toContainText('"Tea light holder" feeds "CANDLE-00006" of the same store already');
  await window.getByRole('alertdialog').getByRole('button', { name: 'Feed both' }).click();
  await expect(window.getByText(/is linked to Tea light holder\./)).toBeVisible();
  await openList(window, 'Duplicates');
  await cell(window, 'duplicates', 1).click();
  await expect(window.getByText('The item "Tea light holder" feeds 2 listings of one store. Each shows all its pieces.').first()).toBeVisible();
  await expectAccessible(window, 'duplicates');
  await window.getByRole('button', { name: 'Unlink NOTEBOOK-00005' }).click();
  await expect(window.getByText('NOTEBOOK-00005 is not Tea light holder any more.')).toBeVisible();
  await expect(window.getByText('Nothing is there twice', { exact: true })).toBeVisible();
});

test('what has no counterpart is left out, and shown again', async ({ window }) => {
  await goTo(window, 'Matching');
  await openList(window, 'Items without a listing');
  await cell(window, 'items', 1).click();
  await window.getByRole('button', { name: 'Leave out' }).click();
  await expect(window.getByText(/is left out\./)).toBeVisible();
  await window.getByLabel('Show').selectOption('Left out (1)');
  await cell(window, 'items', 1).click();
  await expectAccessible(window, 'left out');
  await window.getByRole('button', { name: 'Show it again' }).click();
  await expect(window.getByText('Nothing is left out', { exact: true })).toBeVisible();
});

test('links go out as CSV and come back with every bad row named', async ({ window }, testInfo) => {
  test.setTimeout(180_000);
  await goTo(window, 'Matching');
  await openList(window, 'Links');
  const [download] = await Promise.all([window.waitForEvent('download'), window.getByRole('button', { name: 'Export links' }).click()]);
  const file = testInfo.outputPath('links.csv');
  await download.saveAs(file);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('Store,SKU,Listing key,Listing name,Item,ListID,Linked by,Shared\r\n');
  await window.getByLabel('Search', { exact: true }).fill('candle');
  await cell(window, 'links', 1).click();
  await window.getByRole('button', { name: 'Unlink', exact: true }).click();
  await window.getByRole('alertdialog').getByRole('button', { name: 'Unlink' }).click();
  await expect(window.getByText('CANDLE-00006 is not Tea light holder any more.')).toBeVisible();

  writeFileSync(file, `${text}Maple Web Store,NO-SUCH,,,Tea light holder,,,\r\n`);
  await window.getByRole('button', { name: 'Import links…' }).click();
  const dialog = window.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await dialog.locator('input[type=file]').setInputFiles(file);
  await expect(dialog.getByText('1 listing would be linked.')).toBeVisible();
  await expect(dialog.getByText('1 row cannot be taken and is left out:')).toBeVisible();
  await expect(dialog.getByText('The store has no listing with the SKU "NO-SUCH".')).toBeVisible();
  await expectAccessible(window, 'what a file would change');
  await dialog.getByRole('button', { name: 'Link 1 listing' }).click();
  await expect(window.getByText('1 listing linked. 1 row left out.')).toBeVisible();
  await expect(dialog).toBeHidden();
  await window.getByLabel('Search', { exact: true }).fill('candle');
  await expect(cell(window, 'links', 1)).toContainText('Tea light holder');
});

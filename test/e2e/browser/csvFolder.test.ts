/** A folder of CSV files connected in the wizard and in Settings: the fields fit the kind, what is wrong is named at its field, no keys are asked for. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserTest, expect, expectAccessible } from './browserTest.ts';

const test = browserTest({ products: 3, orders: 0, provisioned: false });
test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ mode: 'serial' });

let root = '';
test.beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'stockbridge-window-'));
  mkdirSync(join(root, 'Market'));
  mkdirSync(join(root, 'Warehouse'));
});
test.afterAll(() => { rmSync(root, { recursive: true, force: true }); });

test('the wizard takes a folder for a store', async ({ window: page }) => {
  await page.goto(new URL('/ui/', page.url()).href);
  await expect(page.getByRole('heading', { level: 1, name: 'Connect your store' })).toBeFocused();
  await page.getByRole('combobox', { name: 'Kind of store' }).selectOption({ label: 'CSV folder' });
  const folder = page.getByRole('textbox', { name: 'Folder' });
  await expect(folder).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Consumer key' })).toHaveCount(0);
  await page.getByText('What goes into the folder?').click();
  await expectAccessible(page, 'store, a folder');

  const check = page.getByRole('button', { name: 'Check the folder', exact: true });
  await folder.fill('Market');
  await check.click();
  await expect(folder).toHaveAccessibleDescription(/must be given with its full path/);
  await folder.fill(join(root, 'Nowhere'));
  await check.click();
  await expect(folder).toHaveAccessibleDescription(/Nowhere is not there/);
  await expectAccessible(page, 'store, a folder that is not there');
  writeFileSync(join(root, 'Market', 'listings.csv'), 'name\nTea\n');
  await folder.fill(join(root, 'Market'));
  await check.click();
  await expect(page.getByText(/listings\.csv, line 1: the column sku is missing/)).toBeVisible();
  writeFileSync(join(root, 'Market', 'listings.csv'), 'sku,name\nTEA,Tea\n');
  await check.click();
  await expect(page.getByText('The folder Market can be read and written.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Name in Stockbridge' })).toHaveValue('Market');
  await expectAccessible(page, 'store, a folder that answers');

  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Name your company' })).toBeFocused();
  await page.getByRole('textbox', { name: 'Company name' }).fill('Maple Street');
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Add Stockbridge to the Web Connector' })).toBeFocused();
});

test('Settings shows it, and connects another', async ({ window: page }) => {
  await page.goto(new URL('/ui/#/settings', page.url()).href);
  await page.getByRole('navigation', { name: 'Sections of the settings' }).getByRole('link', { name: 'Stores', exact: true }).click();
  await expect(page.getByRole('heading', { level: 3, name: 'Market' })).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: 'CSV folder' })).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: join(root, 'Market') })).toBeVisible();
  await expect(page.getByText(/sealed/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Check the folder' }).click();
  await expect(page.getByText('Market answers.')).toBeVisible();

  await page.getByRole('button', { name: 'Connect another store' }).click();
  const dialog = page.getByRole('dialog', { name: 'Connect a store' });
  await expect(dialog.getByRole('textbox', { name: 'Address of the shop' })).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Kind of store' }).selectOption({ label: 'CSV folder' });
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(`${join(root, 'Warehouse')}/`);
  await dialog.getByRole('button', { name: 'Check the folder' }).click();
  await expect(dialog.getByText('The folder Warehouse can be read and written.')).toBeVisible();
  await expectAccessible(page, 'another store, a folder');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 3, name: 'Warehouse' })).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: join(root, 'Warehouse') })).toBeVisible();
});

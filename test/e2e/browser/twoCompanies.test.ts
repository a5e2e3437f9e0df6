/** Two companies with three stores, two of the same name: every page says whose each thing is. */
import type { Page } from '@playwright/test';
import { browserTest, expect, expectAccessible, goTo } from './browserTest.ts';

const test = browserTest({
  products: 12, orders: 2, storeName: 'Web Store',
  others: [{ company: 'Oak Lane Books', username: 'oak', stores: ['Web Store', 'Outlet'], orders: [{ lines: [{ sku: null, name: 'A thing without a SKU', quantity: 1 }] }] }],
});

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ mode: 'serial' });

const MAPLE = 'Web Store (Maple Street Goods)';
const OAK = 'Web Store (Oak Lane Books)';
const NAMES = [MAPLE, OAK, 'Outlet'];

const choices = (page: Page, label: string): Promise<readonly string[]> => page.getByLabel(label, { exact: true }).locator('option').allTextContents();

test('the dashboard has a heading for each company, and says of each product and problem whose it is', async ({ window, world }) => {
  test.setTimeout(120_000);
  const inventory = window.getByRole('grid', { name: /SKUs/ });
  await expect(inventory).toHaveAttribute('aria-rowcount', String(3 * 12 + 1), { timeout: 60_000 });
  for (const one of [world, world.others[0]]) expect((await one?.session())?.outcome).toBe('finished');
  for (const name of ['Maple Street Goods', 'Oak Lane Books']) await expect(window.getByRole('region', { name }).getByRole('heading', { level: 2, name })).toBeVisible();
  await expect(window.getByRole('region', { name: 'Maple Street Goods' })).toContainText('2 entered in QuickBooks today', { timeout: 30_000 });
  for (const store of NAMES) await expect(inventory.getByRole('row').filter({ hasText: store }).first()).toBeVisible();
  expect(await choices(window, 'Store')).toEqual(['All stores', ...NAMES]);
  const problems = window.getByRole('region', { name: 'Needs your attention' });
  await expect(problems.getByRole('listitem').filter({ hasText: 'Web Store · Oak Lane Books' })).toHaveCount(1);
  await expect(problems.getByRole('listitem').filter({ hasText: 'Outlet · Oak Lane Books' })).toHaveCount(1);
  await expectAccessible(window, 'dashboard of two companies');
});

test('the sync log narrows to a company and to a store', async ({ window }) => {
  test.setTimeout(120_000);
  await goTo(window, 'Sync log');
  const grid = window.getByRole('grid', { name: /Lines of the sync log/ });
  expect(await choices(window, 'Company')).toEqual(['All companies', 'Maple Street Goods', 'Oak Lane Books']);
  expect(await choices(window, 'Store')).toEqual(['All stores', ...NAMES]);
  await window.getByLabel('Outcome').selectOption('Confirmed');
  await expect(grid).toHaveAttribute('aria-rowcount', String(3 * 12 + 1), { timeout: 60_000 });
  await window.getByLabel('Company', { exact: true }).selectOption('Maple Street Goods');
  await expect(grid).toHaveAttribute('aria-rowcount', '13');
  await expect(grid.getByRole('row').nth(1)).toContainText(MAPLE);
  await expect(grid).not.toContainText('Oak Lane');
  await window.getByLabel('Company', { exact: true }).selectOption('Oak Lane Books');
  await expect(grid).toHaveAttribute('aria-rowcount', '25');
  await window.getByLabel('Store', { exact: true }).selectOption('Outlet');
  await expect(grid).toHaveAttribute('aria-rowcount', '13');
  await grid.getByRole('row').nth(1).click();
  await expect(window.getByRole('region', { name: /^SKU / }).first()).toContainText('Oak Lane Books');
  await expectAccessible(window, 'log of two companies');
});

test('orders, pending and settings name the company where the store alone does not tell', async ({ window }) => {
  await goTo(window, 'Orders');
  const orders = window.getByRole('grid', { name: 'Orders and refunds' });
  await expect(orders).toHaveAttribute('aria-rowcount', '5');
  for (const [store, count] of [[MAPLE, 2], [OAK, 1], ['Outlet', 1]] as const) await expect(orders.getByRole('row').filter({ hasText: store })).toHaveCount(count);
  expect(await choices(window, 'Store')).toEqual(['All stores', ...NAMES]);
  await goTo(window, 'Pending');
  expect(await choices(window, 'Store')).toEqual(['All stores', ...NAMES]);
  await window.getByRole('tab', { name: /QuickBooks/ }).click();
  const jobs = window.getByRole('grid', { name: 'Documents for QuickBooks' });
  await expect(jobs.getByRole('row').filter({ hasText: OAK })).toHaveCount(1);
  await goTo(window, 'Settings');
  await expect(window.getByText('Oak Lane Books').first()).toBeVisible();
});

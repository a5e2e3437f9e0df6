/** In the window: the stock rule of a SKU, what a comparison of everything found, what was oversold, and how far behind a shop is. */
import type { Page } from '@playwright/test';
import { browserTest, expect, expectAccessible, goTo } from './browserTest.ts';

const test = browserTest({ products: 40, orders: 0, companySettings: { chunkPauseSeconds: 0 } });
test.describe.configure({ mode: 'serial' });

const ready = async (page: Page): Promise<void> => { await expect(page.locator('[data-reason]')).toHaveAttribute('data-reason', 'good', { timeout: 60_000 }); };

test('a rule is set for one SKU by keyboard, the number follows, and the panel says where it comes from', async ({ window, world }) => {
  await expect(window.getByRole('grid', { name: /SKUs/ })).toHaveAttribute('aria-rowcount', '41', { timeout: 60_000 });
  await world.session();
  await ready(window);
  const [sku = ''] = world.skus;
  await window.getByLabel('Search').fill(sku);
  await window.getByRole('grid', { name: /SKUs/ }).getByRole('row').filter({ hasText: sku }).first().click();
  const rule = window.locator(`section[data-rule="${sku}"]`);
  await expect(rule).toContainText('On hand, no safety stock, no limit');
  await expect(rule).toContainText('as the store has it');
  await rule.getByRole('button', { name: /Change rule/ }).press('Enter');
  await rule.getByLabel('Never more than').fill('many');
  await expect(rule.getByText('A whole number from 0 to 1,000,000.')).toBeVisible();
  await rule.getByLabel('Never more than').fill('2');
  await expectAccessible(window, 'the form of a rule');
  await rule.getByRole('button', { name: 'Save rule' }).press('Enter');
  await expect(rule).toContainText('at most 2');
  await expect(rule).toContainText('set for this SKU');
  await expect.poll(() => world.store.stockOf(sku), { timeout: 30_000 }).toBe(2);
  await rule.getByRole('button', { name: /Change rule/ }).click();
  await rule.getByLabel('Never more than').fill('');
  await rule.getByRole('button', { name: 'Save rule' }).click();
  await expect(rule).toContainText('as the store has it');
  await expect.poll(() => world.store.stockOf(sku), { timeout: 30_000 }).toBeGreaterThan(2);
});

test('a comparison of everything: asked for, under way, and what it found', async ({ window, world }) => {
  const sku = world.skus[3] ?? '';
  const right = world.store.stockOf(sku) ?? 0;
  await ready(window);
  await goTo(window, 'Tasks');
  await window.getByRole('button', { name: /Run now: Sweep/ }).click();
  await expect(window.getByText('The next session begins one.')).toBeVisible();
  world.store.setStock(sku, right + 5);
  await world.session();
  const found = window.getByRole('region', { name: /Comparisons of everything/ }).getByRole('row').nth(1);
  await expect(found.getByRole('cell').nth(3)).toHaveText('1', { timeout: 30_000 });
  await expect.poll(() => world.store.stockOf(sku), { timeout: 30_000 }).toBe(right);
  await expect(found.getByRole('cell').nth(4)).toHaveText('1', { timeout: 30_000 });
  await expectAccessible(window, 'tasks with comparisons');
  await window.goto(`${new URL(window.url()).origin}/ui/#/log?sku=${encodeURIComponent(sku)}`);
  await expect(window.getByText(/Found by comparing everything/).first()).toBeVisible();
});

test('what was oversold stands on the dashboard with its orders, until there is enough', async ({ window, world }) => {
  const sku = world.skus[5] ?? '';
  const there = world.store.stockOf(sku) ?? 0;
  world.store.placeOrder({ lines: [{ sku, quantity: there }] });
  world.company.setQuantity(sku, 1);
  await world.session();
  const oversold = window.locator('[data-oversold]');
  await expect(oversold).toContainText(`more of "${sku}" sold than there are`, { timeout: 30_000 });
  await expect(oversold).toContainText('order');
  await expectAccessible(window, 'dashboard with an oversold item');
  world.company.receiveStock(sku, 100);
  await world.session();
  await expect(oversold).toHaveCount(0, { timeout: 30_000 });
});

test('a shop that cannot keep up: how many updates behind, and since when', async ({ window, world }) => {
  world.store.faults.add({ kind: 'serverError', status: 503, on: 'POST', times: 10_000 });
  world.count((index) => 50 + index);
  await world.session();
  // Ten minutes later nothing has gone out.
  await window.clock.setFixedTime(new Date(Date.now() + 600_000));
  await expect(window.getByText(/40 updates behind, oldest from/)).toBeVisible({ timeout: 60_000 });
});

/** Recovery one can see: an order whose answer was lost, what was found out about it and by what evidence, on the order itself and in the log. */
import type { Locator, Page } from '@playwright/test';
import type { OrderView } from '../../../src/simulator/store/types.ts';
import { browserTest, expect, expectAccessible, goTo } from './browserTest.ts';
import type { BrowserWorld } from './browserWorld.ts';

const test = browserTest({ products: 12, orders: 1 });

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ mode: 'serial' });

const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Orders and refunds' });
const rowOf = (page: Page, { number }: OrderView): Locator => grid(page).getByRole('row').filter({ has: page.getByRole('gridcell', { name: number, exact: true }) });
const panelOf = (page: Page, { number }: OrderView): Locator => page.getByRole('region', { name: `Order ${number}`, exact: true });
const log = (page: Page): Locator => page.getByRole('grid', { name: /Lines of the sync log/ });
const lineWith = (page: Page, text: string | RegExp): Locator => log(page).getByRole('row').filter({ hasText: text });

/** An order that QuickBooks dies over, before or after it has stored it. */
async function doubt(page: Page, world: BrowserWorld, dies: 'dieBeforeCommit' | 'dieAfterCommit'): Promise<OrderView> {
  await goTo(page, 'Orders');
  const order = world.store.placeOrder({
    lines: [{ sku: world.skus[0] ?? null, quantity: 1, name: 'A thing', price: '9.00' }],
    customer: { firstName: 'Berta', lastName: 'Miller', email: 'berta@example.test' },
  });
  await expect(rowOf(page, order)).toBeVisible({ timeout: 30_000 });
  world.company.faults[dies] = 1;
  await world.session();
  await expect(rowOf(page, order)).toContainText('In doubt');
  return order;
}

async function searchLog(page: Page, order: OrderView): Promise<void> {
  await goTo(page, 'Sync log');
  await page.getByLabel('Search').fill(order.number);
  await expect(lineWith(page, 'In doubt').first()).toBeVisible();
}

test('stored before the answer was lost: found by our key, which the order and the log both name', async ({ window, world }) => {
  test.setTimeout(120_000);
  await goTo(window, 'Orders');
  await expect(grid(window)).toHaveAttribute('aria-rowcount', '2', { timeout: 30_000 });
  await world.session();
  const order = await doubt(window, world, 'dieAfterCommit');
  await searchLog(window, order);
  await expect(lineWith(window, 'Settled')).toHaveCount(0);
  await world.session();
  await expect(lineWith(window, new RegExp(`Settled: found in QuickBooks as SalesReceipt W${order.number}, our key SB-`))).toBeVisible();
  await expectAccessible(window, 'log, a doubt that was settled');
  await goTo(window, 'Orders');
  await rowOf(window, order).click();
  const panel = panelOf(window, order);
  await expect(panel.getByRole('list', { name: 'Its way into QuickBooks' })).toContainText(`W${order.number}`);
  await expect(panel.getByText('How it was settled')).toBeVisible();
  await expect(panel).toContainText(`found in QuickBooks as SalesReceipt W${order.number}, our key SB-`);
  await expectAccessible(window, 'an order whose doubt was settled');
  expect(world.company.ledger().documents.filter(({ refNumber }) => refNumber === `W${order.number}`)).toHaveLength(1);
});

test('not stored: the log says where it was looked for, and that the same request went out once more', async ({ window, world }) => {
  test.setTimeout(120_000);
  const order = await doubt(window, world, 'dieBeforeCommit');
  await world.session();
  await searchLog(window, order);
  await expect(lineWith(window, 'not in QuickBooks by number, key or deletion: the same request goes out once more')).toBeVisible();
  await expect(lineWith(window, `Entered in QuickBooks as sales receipt W${order.number}.`)).toBeVisible();
  expect(world.company.ledger().documents.filter(({ refNumber }) => refNumber === `W${order.number}`)).toHaveLength(1);
});

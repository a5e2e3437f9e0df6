/** One SKU, or those that are shown: everything known of it and from when, compared now, sent now; from the dashboard and from the sync log, by keyboard too. */
import type { Page } from '@playwright/test';
import { browserTest, expect, expectAccessible, goTo } from './browserTest.ts';

const test = browserTest({ products: 24, orders: 0 });

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ mode: 'serial' });

const inventory = (page: Page) => page.getByRole('grid', { name: /SKUs with the outcome/ });
const shop = (page: Page, sku: string) => page.locator(`section[data-sku="${sku}"]`);

test('a row opens what is known, and compare now finds what somebody changed in the store', async ({ window: page, world }) => {
  test.setTimeout(180_000);
  await world.session();
  const [sku = ''] = world.skus;
  await expect(page.locator('[data-reason]')).toHaveAttribute('data-reason', 'good', { timeout: 30_000 });
  await page.getByLabel('Search').fill(sku);
  await expect(inventory(page)).toHaveAttribute('aria-rowcount', '2');
  await inventory(page).getByRole('row').filter({ hasText: sku }).first().click();
  await expect(page.getByRole('heading', { level: 2, name: `SKU ${sku}` })).toBeVisible();
  await expect(shop(page, sku)).toContainText('on hand');
  await expect(shop(page, sku)).toContainText('The same');
  await expect(shop(page, sku)).toContainText('the store answered');
  await expectAccessible(page, 'a SKU that is in step');

  const before = world.store.stockOf(sku) ?? 0;
  world.store.setStock(sku, before + 7);
  await page.getByRole('button', { name: 'Compare now' }).click();
  await expect(page.getByText('The store was read. QuickBooks will be asked for 1 item when the Web Connector calls next.')).toBeVisible();
  await expect(shop(page, sku).locator('[data-asked]')).toContainText('QuickBooks is asked when the Web Connector calls next.');
  await expectAccessible(page, 'a SKU that QuickBooks is asked for');
  // What differs is mended through the queue.
  await expect.poll(() => world.store.stockOf(sku), { timeout: 30_000 }).toBe(before);
  await world.session();
  await expect(shop(page, sku).locator('[data-asked]')).toHaveCount(0);
  await expect(shop(page, sku)).toContainText('The same');
});

test('send now sends it, and says what the store answered; a store that is down is named', async ({ window: page, world }) => {
  test.setTimeout(180_000);
  const [sku = ''] = world.skus;
  const right = world.store.stockOf(sku) ?? 0;
  await page.getByLabel('Search').fill(sku);
  await expect(inventory(page)).toHaveAttribute('aria-rowcount', '2');
  // Enter leads into the panel, Escape back to the list.
  await inventory(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: `SKU ${sku}` })).toBeFocused();
  world.store.setStock(sku, right + 3);
  await page.getByRole('button', { name: 'Send now' }).click();
  await expect(page.locator('[data-sent]')).toHaveText(`${String(right)} sent, ${String(right)} confirmed.`);
  expect(world.store.stockOf(sku)).toBe(right);
  world.store.faults.add({ kind: 'firewall', by: 'wordfence', times: 60 });
  await page.getByRole('button', { name: 'Send now' }).click();
  await expect(page.locator('[data-sent="unreachable"]')).toContainText('It was not sent.');
  await expectAccessible(page, 'a SKU that could not be sent');
  world.store.faults.clear();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 2, name: `SKU ${sku}` })).toHaveCount(0);
});

test('those that are shown are checked together, and one of the sync log by a link', async ({ window: page, world }) => {
  test.setTimeout(180_000);
  const [sku = ''] = world.skus;
  await page.getByLabel('Search').fill(sku.slice(0, -1));
  const check = page.getByRole('button', { name: /^Check the \d+ shown$/ });
  await expect(check).toBeVisible();
  await check.click();
  const table = page.getByRole('region', { name: 'The SKUs compared' });
  await expect(table.getByRole('row')).not.toHaveCount(1);
  await expectAccessible(page, 'several SKUs');
  const sends = (): number => world.store.requests().filter(({ method }) => method !== 'GET').length;
  const before = sends();
  await page.getByRole('button', { name: 'Send now' }).click();
  await expect(page.getByText(/^\d+ numbers confirmed\.$/)).toBeVisible();
  expect(sends() - before).toBe(1);

  await goTo(page, 'Sync log');
  await page.getByRole('grid', { name: /Lines of the sync log/ }).getByRole('row').filter({ hasText: sku }).first().click();
  await page.getByRole('link', { name: 'Check this SKU' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Dashboard' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: `SKU ${sku}` })).toBeVisible();
});

test('the same is known without a window', async ({ world }) => {
  test.setTimeout(60_000);
  const [sku = ''] = world.skus;
  const ran = await world.bench.run(['check', '--data', world.bench.at('data'), '--sku', sku, 'NOTHING-LIKE-IT', '--json']);
  expect(ran.code).toBe(1);
  const { checks } = JSON.parse(ran.stdout) as { checks: { sku: string; shops: { isSame: boolean; quickbooks: { onHand: string; readAt: string }[]; shopShows: { quantity: string } }[] }[] };
  expect(checks.map(({ sku: name, shops }) => [name, shops.length])).toEqual([[sku, 1], ['NOTHING-LIKE-IT', 0]]);
  expect(checks[0]?.shops[0]).toMatchObject({ isSame: true, shopShows: { quantity: String(world.store.stockOf(sku)) } });
  expect(checks[0]?.shops[0]?.quickbooks[0]?.readAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const text = await world.bench.run(['check', '--data', world.bench.at('data'), '--sku', sku]);
  expect([text.code, text.stdout]).toEqual([0, expect.stringContaining('Shop shows')]);
});

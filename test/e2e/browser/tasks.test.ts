/** Tasks: what runs by itself is listed with its last result, runs now, pauses and goes on. */
import { browserTest, expect, expectAccessible, goTo } from './browserTest.ts';

const test = browserTest({ products: 24, orders: 2 });

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('every task runs now, pauses, and goes on', async ({ window: page, world }) => {
  test.setTimeout(120_000);
  await world.session();
  await goTo(page, 'Tasks');
  const row = (kind: string) => page.locator(`[data-task="${kind}"]`);
  for (const kind of ['orders', 'listings', 'inventory', 'sweep', 'housekeeping']) await expect(row(kind)).toHaveCount(1);
  await expect(row('orders')).toContainText('every 3 seconds');
  await expect(row('listings')).toContainText('every 6 hours');
  await expect(row('orders')).toContainText('orders read');
  await expectAccessible(page, 'tasks');

  await page.getByRole('button', { name: 'Pause: Orders, Maple Web Store' }).click();
  await expect(row('orders')).toHaveAttribute('data-paused', 'true');
  await expect(row('orders')).toContainText('Paused');
  await expectAccessible(page, 'a paused task');
  const before = world.store.requests().length;
  world.store.placeOrder({ lines: [{ sku: world.skus[0] ?? '', quantity: 1 }] });
  await page.getByRole('button', { name: 'Run now: Orders, Maple Web Store' }).click();
  await expect(page.getByText(/^Orders: \d+ orders? read, 1 new or changed\.$/)).toBeVisible();
  expect(world.store.requests().length).toBeGreaterThan(before);
  await page.getByRole('button', { name: 'Resume: Orders, Maple Web Store' }).click();
  await expect(row('orders')).toHaveAttribute('data-paused', 'false');

  await page.getByRole('button', { name: 'Run now: Housekeeping' }).click();
  await expect(page.getByText(/^Housekeeping: /)).toBeVisible();
  await page.getByRole('button', { name: 'Run now: Sweep, Maple Street Goods' }).click();
  await expect(row('sweep')).toContainText('Running');
  await world.session();
  await expect(row('sweep')).toContainText('Every item was read');

  await row('orders').getByRole('link', { name: 'Change' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Schedule' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Pull orders every' })).toHaveValue('0.05');
});

/** The trigger in the window: a key that is shown once, the switch, the test button, the log of calls; and the schedule's quiet hours. */
import { browserTest, expect, expectAccessible, goTo } from './browserTest.ts';

const test = browserTest({ products: 12, orders: 0 });

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ mode: 'serial' });

test('is opened with a key that is shown once, tried, and called by another program', async ({ window: page, world }) => {
  test.setTimeout(180_000);
  const [sku = ''] = world.skus;
  await world.session();
  await goTo(page, 'Tasks');
  const open = page.getByRole('switch', { name: 'The trigger is open' });
  await expect(open).toBeDisabled();
  await expectAccessible(page, 'the trigger without a key');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const key = (await page.locator('[data-key]').textContent()) ?? '';
  expect(key).toMatch(/^[0-9a-f]{48}$/);
  await open.click();
  await expect(page.getByText('The trigger is open: programs with its key may call.')).toBeVisible();
  await page.getByLabel('Try it with a SKU').fill(sku);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const count = String(world.store.stockOf(sku));
  await expect(page.locator('[data-answer="200"]')).toHaveText(`Success: ${sku} ${count} -> ${count} confirmed`);
  await expectAccessible(page, 'the trigger, open and tried');

  const { origin } = new URL(world.ui);
  const call = (path: string, headers: Readonly<Record<string, string>>): Promise<Response> => fetch(`${origin}/trigger?${path}`, { headers });
  const good = await call(`sku=${sku}`, { Authorization: `Bearer ${key}`, 'User-Agent': 'counting tool' });
  expect([good.status, (await good.text()).trim()]).toEqual([200, `Success: ${sku} ${count} -> ${count} confirmed`]);
  expect((await call('sku=NOPE', { Authorization: `Bearer ${key}` })).status).toBe(404);
  expect((await call(`sku=${sku}`, { Authorization: 'Bearer wrong' })).status).toBe(401);
  const calls = page.getByRole('region', { name: 'The newest calls of the trigger' });
  await expect(calls.locator('tr[data-call="200"]').filter({ hasText: 'counting tool' })).toContainText(`Success: ${sku}`);
  await expect(calls.locator('tr[data-call="404"]')).toContainText('Unknown SKU');
  await expect(calls.locator('tr[data-call="401"]')).toContainText('The key is wrong');
  await expect(calls).toContainText('the test button');
  await expectAccessible(page, 'the trigger\'s calls');

  // The key is not shown again, and a page cannot use the address even with it.
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Tasks' })).toBeVisible();
  await expect(page.locator('[data-key]')).toHaveCount(0);
  const fromPage = await page.evaluate(async (address) => fetch(address).then((answer) => answer.status), `/trigger?sku=${sku}&key=${key}`);
  expect(fromPage).toBe(403);

  await page.getByRole('button', { name: 'Make a new key' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Make a new key' }).click();
  await expect(page.locator('[data-key]')).not.toHaveText(key);
  expect((await call(`sku=${sku}`, { Authorization: `Bearer ${key}` })).status).toBe(401);
  await open.click();
  await expect(page.getByText('The trigger is closed.')).toBeVisible();
  expect((await call(`sku=${sku}`, { Authorization: `Bearer ${key}` })).status).toBe(404);
});

test('quiet hours and business days are set in the settings, and the tasks say what waits for them', async ({ window: page, world }) => {
  test.setTimeout(120_000);
  await goTo(page, 'Tasks');
  await expect(page.locator('[data-task="sweep"]')).toContainText('every day at 02:00');
  await goTo(page, 'Settings');
  await page.getByRole('navigation', { name: 'Sections of the settings' }).getByRole('link', { name: 'Schedule' }).click();
  const days = page.locator('[data-setting="businessDays"]');
  await expect(days.getByRole('checkbox', { name: 'Monday' })).toBeChecked();
  await expectAccessible(page, 'the schedule');
  await days.getByRole('checkbox', { name: 'Sunday' }).uncheck();
  await page.getByLabel('Quiet from').fill('00:00');
  await page.getByLabel('Quiet until').fill('23:59');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
  const [sku = ''] = world.skus;
  const before = world.store.stockOf(sku);
  world.count(() => 3);
  await world.session();
  await goTo(page, 'Tasks');
  await expect(page.locator('[data-task="inventory"]')).toContainText(/Waits for the (end of the quiet hours|next business day)\./);
  await expectAccessible(page, 'a task that waits for the end of the quiet hours');
  expect(world.store.stockOf(sku)).toBe(before);
  await page.getByRole('button', { name: /^Run now: Inventory/ }).click();
  await expect.poll(() => world.store.stockOf(sku), { timeout: 30_000 }).toBe(3);
});

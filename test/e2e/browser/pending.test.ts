/** A bulk count drains while the pending tab is looked at, searched, filtered and walked by keyboard. */
import { browserTest, expect, goTo } from './browserTest.ts';

const PRODUCTS = 1_900;
const test = browserTest({ products: PRODUCTS, orders: 6, latency: 120, companySettings: { chunkPauseSeconds: 1, drainChunk: 400 } });

test.describe.configure({ mode: 'serial' });

test('waits for QuickBooks, then says that all is good', async ({ window, world }) => {
  await expect(window.locator('[data-reason]')).toHaveAttribute('data-reason', 'firstPoll');
  await expect(window.getByRole('grid', { name: /SKUs/ })).toHaveAttribute('aria-rowcount', String(PRODUCTS + 1), { timeout: 60_000 });
  const session = await world.session();
  expect(session.outcome).toBe('finished');
  await expect(window.locator('[data-reason]')).toHaveAttribute('data-reason', 'good', { timeout: 60_000 });
  await expect(window.getByText('6 entered in QuickBooks today, none waiting')).toBeVisible();
});

test('a bulk count drains on the pending tab, with a rate and the time left', async ({ window, world }) => {
  await goTo(window, 'Pending');
  await expect(window.getByText('Nothing is waiting', { exact: true })).toBeVisible();
  world.count((index) => 40 + (index % 9));
  await world.session();
  const progress = window.locator('[data-drain="Maple Web Store"]');
  await expect(progress).toContainText(/[\d,]+ left · about [\d,]+ a minute · \d+ (s|min) to go/, { timeout: 30_000 });
  const bar = progress.getByRole('progressbar');
  const before = Number(await bar.getAttribute('aria-valuenow'));
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(before);

  const grid = window.getByRole('grid', { name: 'Stock updates that wait' });
  const rows = grid.getByRole('row');
  expect(await rows.count()).toBeLessThan(80);

  await window.getByLabel('Search').fill('LAMP-018');
  await expect(rows.nth(1)).toContainText('LAMP-018');
  await expect(rows.nth(1)).not.toContainText('MUG');
  await window.getByLabel('Search').fill('no such thing');
  await expect(window.getByText('Nothing found', { exact: true })).toBeVisible();
  await window.getByLabel('Search').fill('');
  await window.getByLabel('State').selectOption('Failed');
  await expect(window.getByText('Nothing found', { exact: true })).toBeVisible();

  await expect(window.getByText('Nothing is waiting', { exact: true })).toBeHidden();
  await window.getByLabel('State').selectOption('Any state');
  await expect(window.getByText('Nothing is waiting', { exact: true })).toBeVisible({ timeout: 60_000 });
  await goTo(window, 'Dashboard');
  await expect(window.locator('[data-reason]')).toHaveAttribute('data-reason', 'good');
  await expect(window.getByRole('grid', { name: /SKUs/ }).getByRole('row').nth(1)).toContainText('In step');
});

test('a run that would empty the shop is held, walked by keyboard, skipped one by one, and discarded', async ({ window, world }) => {
  world.count(() => 0);
  await world.session();
  await goTo(window, 'Pending');
  await expect(window.getByText(/1,900 updates for Maple Web Store are held/)).toBeVisible({ timeout: 30_000 });

  const grid = window.getByRole('grid', { name: 'Stock updates that wait' });
  await expect(grid).toHaveAttribute('aria-rowcount', String(PRODUCTS + 1));
  const chosen = grid.locator('[aria-selected=true]');
  const walk = async (key: string, rowIndex: number): Promise<void> => {
    await window.keyboard.press(key);
    await expect(chosen).toHaveAttribute('aria-rowindex', String(rowIndex));
    await expect(grid).toHaveAttribute('aria-activedescendant', await chosen.getAttribute('id') ?? '');
  };
  await window.getByLabel('Search').focus();
  // Search, filter, the two headings that sort: then the table.
  for (let step = 0; step < 8 && !(await grid.evaluate((element) => element === document.activeElement)); step += 1) await window.keyboard.press('Tab');
  await expect(grid).toBeFocused();
  await walk('ArrowDown', 2);
  await walk('ArrowDown', 3);
  await walk('End', PRODUCTS + 1);
  await walk('ArrowUp', PRODUCTS);
  await walk('Home', 2);
  await window.keyboard.press('PageDown');
  await expect.poll(async () => Number(await chosen.getAttribute('aria-rowindex'))).toBeGreaterThan(6);
  await walk('Home', 2);

  const sku = await chosen.locator('td').first().textContent() ?? '';
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 2, name: sku })).toBeFocused();
  await window.getByRole('button', { name: 'Skip', exact: true }).focus();
  await window.keyboard.press('Enter');
  await expect(window.getByRole('alertdialog')).toBeVisible();
  await window.getByRole('alertdialog').getByRole('button', { name: 'Skip' }).press('Enter');
  await expect(window.getByText(`${sku} was skipped.`)).toBeVisible();
  await expect(window.getByText(/1,899 updates for Maple Web Store are held/)).toBeVisible();

  await window.getByRole('button', { name: 'Discard the run' }).click();
  await window.getByRole('alertdialog').getByRole('button', { name: 'Discard the run' }).click();
  await expect(window.getByText('1,899 updates discarded.')).toBeVisible();
  await expect(window.getByText('Nothing is waiting', { exact: true })).toBeVisible();
});

test('says that the bridge is starting again, and goes on when it has', async ({ window, world }) => {
  await goTo(window, 'Pending');
  await world.restart('SIGKILL');
  await expect(window.getByText('The bridge is starting again…')).toBeVisible();
  // The browser stays signed in: the page that was open goes on by itself.
  await expect(window.getByText('The bridge is starting again…')).toBeHidden({ timeout: 40_000 });
  await expect(window.getByRole('heading', { level: 1 })).toHaveText('Pending');
  await expect(window.getByText('Nothing is waiting', { exact: true })).toBeVisible();
});

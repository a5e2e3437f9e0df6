/** Every state of the dashboard and of the pending tab, light and dark, against WCAG A and AA. */
import { browserTest, expect, expectAccessible, goTo } from './browserTest.ts';

const test = browserTest({ products: 60, orders: 3 });

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ mode: 'serial' });

test('the dashboard and the empty queues', async ({ window, world }) => {
  test.setTimeout(180_000);
  await expect(window.getByRole('grid')).toBeVisible();
  await expectAccessible(window, 'dashboard before the first call');
  await world.session();
  await expect(window.locator('[data-reason]')).toHaveAttribute('data-reason', 'good', { timeout: 30_000 });
  await expectAccessible(window, 'dashboard');
  await goTo(window, 'Pending');
  await expect(window.getByText('Nothing is waiting', { exact: true })).toBeVisible();
  await expectAccessible(window, 'pending, empty');
  await window.getByRole('tab', { name: /For QuickBooks/ }).click();
  await expect(window.getByText('Nothing is waiting for QuickBooks')).toBeVisible();
  await expectAccessible(window, 'documents, empty');
});

test('problems, the full queues, a chosen row and a question', async ({ window, world }) => {
  test.setTimeout(180_000);
  world.count(() => 0);
  world.store.placeOrder({ lines: [{ sku: null, quantity: 1, name: 'Gone', price: '5.00' }] });
  await window.getByRole('button', { name: 'Sync now' }).click();
  await expect(window.getByText(/Looked in every store/)).toBeVisible();
  await expectAccessible(window, 'a notice');
  await world.session();
  await expect(window.getByText('Needs your attention')).toBeVisible();
  await expectAccessible(window, 'dashboard with problems');
  await goTo(window, 'Pending');
  await window.getByRole('row').nth(2).click();
  await expect(window.getByRole('heading', { level: 2 })).toBeVisible();
  await expectAccessible(window, 'pending, a row chosen');
  await window.getByRole('button', { name: 'Send the run' }).click();
  await expect(window.getByRole('alertdialog')).toBeVisible();
  await expectAccessible(window, 'the question');
  await window.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  await window.getByRole('tab', { name: /For QuickBooks/ }).click();
  await window.getByRole('row').nth(1).click();
  await expect(window.getByRole('heading', { level: 2 })).toBeVisible();
  await expectAccessible(window, 'documents, a row chosen');
});

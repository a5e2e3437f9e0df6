/** Orders on their way into QuickBooks, and every way in which a person settles what is unclear, each seen in QuickBooks itself afterwards. */
import type { Locator, Page } from '@playwright/test';
import type { OrderView } from '../../../src/simulator/store/types.ts';
import { browserTest, expect, expectAccessible, goTo } from './browserTest.ts';
import type { BrowserWorld } from './browserWorld.ts';

const test = browserTest({ products: 12, orders: 2 });

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ mode: 'serial' });

const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Orders and refunds' });
const rowOf = (page: Page, { number }: OrderView): Locator => grid(page).getByRole('row').filter({ has: page.getByRole('gridcell', { name: number, exact: true }) });
const panelOf = (page: Page, { number }: OrderView): Locator => page.getByRole('region', { name: `Order ${number}`, exact: true });
const receipts = (world: BrowserWorld): readonly string[] => world.company.ledger().documents.map(({ refNumber }) => refNumber);

async function arrive(page: Page, world: BrowserWorld, sku = world.skus[0] ?? null): Promise<OrderView> {
  const order = world.store.placeOrder({ lines: [{ sku, quantity: 1, name: 'A thing', price: '9.00' }], customer: { firstName: 'Berta', lastName: 'Miller', email: 'berta@example.test' } });
  await expect(rowOf(page, order)).toBeVisible({ timeout: 30_000 });
  return order;
}

/** Somebody has used the number for another receipt. */
function useNumber(world: BrowserWorld, { number }: OrderView): void {
  world.company.enterDocument({ type: 'SalesReceipt', refNumber: `W${number}`, lines: [{ item: world.skus[1] ?? '', quantity: 1, rate: '1.00' }] });
}

async function open(page: Page, order: OrderView): Promise<Locator> {
  await rowOf(page, order).click();
  await expect(panelOf(page, order)).toBeVisible();
  return panelOf(page, order);
}

async function answer(page: Page, button: string): Promise<void> {
  await page.getByRole(/^(Yes, it is there)$/.test(button) ? 'dialog' : 'alertdialog').getByRole('button', { name: button }).click();
}

test('shows the way of each order until QuickBooks has it', async ({ window, world }) => {
  await goTo(window, 'Orders');
  await expect(grid(window)).toHaveAttribute('aria-rowcount', '3', { timeout: 30_000 });
  await expect(grid(window).getByRole('row').nth(1)).toContainText('Received, being planned');
  await world.session();
  await expect(grid(window).getByRole('row').nth(1)).toContainText(/In QuickBooks as receipt W\d+/);
  await expectAccessible(window, 'orders');
  await grid(window).focus();
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { level: 2, name: /^Order / })).toBeFocused();
  await expect(window.getByRole('list', { name: 'Its way into QuickBooks' })).toContainText(/In QuickBooks as receipt W\d+/);
  await expect(window.getByText('Carries our key: entered by Stockbridge.')).toBeVisible();
  await expect(window.getByRole('link', { name: 'Open in the store' })).toHaveAttribute('href', /\/wp-admin\/post\.php\?post=\d+&action=edit$/);
  await window.getByText(/Raw requests and answers/).click();
  await expectAccessible(window, 'an order that is entered');
  await window.keyboard.press('Escape');
  await expect(grid(window)).toBeFocused();
});

test('a number that is taken: both records side by side, then a new number', async ({ window, world }) => {
  test.setTimeout(120_000);
  await goTo(window, 'Orders');
  const order = await arrive(window, world);
  useNumber(world, order);
  await world.session();
  await expect(rowOf(window, order)).toContainText('Needs you');
  const panel = await open(window, order);
  const comparison = panel.getByRole('table').first();
  await expect(comparison.getByRole('row', { name: /^Number/ })).toContainText('the same');
  await expect(comparison.getByRole('row', { name: /^Total/ })).toContainText('differs');
  await expect(panel).toContainText('Without our key');
  await expectAccessible(window, 'a number that is taken');
  await panel.getByRole('button', { name: 'Enter it with a new number' }).click();
  await expect(window.getByText(`Order ${order.number} goes out again with the next session.`)).toBeVisible();
  await expect(window.getByRole('heading', { level: 2, name: `Order ${order.number}` })).toBeFocused();
  await world.session();
  await expect(rowOf(window, order)).toContainText(`W${order.number}-2`);
  expect(receipts(world)).toContain(`W${order.number}-2`);
});

test('in doubt: said so, filtered, and settled by the next session', async ({ window, world }) => {
  test.setTimeout(120_000);
  await goTo(window, 'Orders');
  const order = await arrive(window, world);
  world.company.faults.dieAfterCommit = 1;
  await world.session();
  await expect(rowOf(window, order)).toContainText('In doubt');
  await window.getByLabel('Show').selectOption({ label: 'In doubt (1)' });
  await expect(grid(window)).toHaveAttribute('aria-rowcount', '2');
  const panel = await open(window, order);
  await expect(panel).toContainText('Not known yet');
  await expect(panel.getByRole('button', { name: /It is/ })).toHaveCount(0);
  await expectAccessible(window, 'an order in doubt');
  await world.session();
  await expect(window.getByText('Nothing needs you')).toBeVisible();
  await window.getByRole('button', { name: 'Show all orders' }).click();
  await expect(rowOf(window, order)).toContainText(`In QuickBooks as receipt W${order.number}`);
  expect(receipts(world).filter((number) => number === `W${order.number}`)).toHaveLength(1);
});

test('sent and not to be found: the person says that it is not there, and it is entered once', async ({ window, world }) => {
  test.setTimeout(120_000);
  await goTo(window, 'Orders');
  const order = await arrive(window, world);
  world.company.faults.dieBeforeCommit = 1;
  await world.session();
  useNumber(world, order);
  await world.session();
  const panel = await open(window, order);
  await expect(panel.getByRole('button', { name: 'It is in QuickBooks…' })).toBeVisible();
  await panel.getByRole('button', { name: 'It is not: enter it with a new number…' }).click();
  await expectAccessible(window, 'the question whether it is absent');
  await answer(window, 'Yes, enter it again');
  await world.session();
  await expect(panel.getByRole('list', { name: 'Its way into QuickBooks' })).toContainText(`W${order.number}-2`);
  expect(receipts(world).filter((number) => number.startsWith(`W${order.number}`))).toHaveLength(2);
});

test('entered by hand: the person says so with its TxnID, and it is never entered again', async ({ window, world }) => {
  test.setTimeout(120_000);
  await goTo(window, 'Orders');
  const order = await arrive(window, world);
  useNumber(world, order);
  await world.session();
  const panel = await open(window, order);
  await panel.getByRole('button', { name: 'It is in QuickBooks already…' }).click();
  const dialog = window.getByRole('dialog');
  const txnId = dialog.getByLabel(/TxnID/);
  await expect(txnId).toHaveValue(/^[0-9A-F]+-\d+$/);
  const given = await txnId.inputValue();
  await txnId.fill('not a TxnID!');
  await expect(dialog.getByRole('button', { name: 'Yes, it is there' })).toBeDisabled();
  await expectAccessible(window, 'the question whether it is there');
  await txnId.fill(given);
  await answer(window, 'Yes, it is there');
  await expect(panel).toContainText('In QuickBooks, entered by hand');
  await world.session();
  expect(receipts(world).filter((number) => number.startsWith(`W${order.number}`))).toHaveLength(1);
});

test('an item that is missing: retried after it was made, or left out after a question', async ({ window, world }) => {
  test.setTimeout(120_000);
  await goTo(window, 'Orders');
  world.store.addListing({ sku: 'LATE', name: 'Late', quantity: 5, price: '9.00' });
  const late = await arrive(window, world, 'LATE');
  const never = await arrive(window, world, 'LATE');
  await world.session();
  await expect(rowOf(window, late)).toContainText('Needs you');
  world.company.addItem({ name: 'LATE', onHand: 5, price: 9 });
  await (await open(window, late)).getByRole('button', { name: 'Try again' }).click();
  await (await open(window, never)).getByRole('button', { name: 'Do not enter it…' }).click();
  await answer(window, 'Do not enter it');
  await expect(panelOf(window, never)).toContainText('left out');
  await world.session();
  await expect(panelOf(window, never)).toBeVisible();
  await window.keyboard.press('Escape');
  await expect.poll(() => receipts(world)).toContain(`W${late.number}`);
  expect(receipts(world)).not.toContain(`W${never.number}`);
});

test('changed in the store after it was sent: the difference is shown on the order, and the search finds it', async ({ window, world }) => {
  test.setTimeout(120_000);
  await goTo(window, 'Orders');
  const order = await arrive(window, world);
  await world.session();
  await expect(rowOf(window, order)).toContainText('In QuickBooks');
  world.store.editOrder(order.id, { lines: [{ sku: world.skus[0] ?? '', quantity: 3 }] });
  await window.getByLabel('Search').fill(`W${order.number}`);
  await expect(grid(window)).toHaveAttribute('aria-rowcount', '2');
  const panel = await open(window, order);
  await expect(panel.getByRole('heading', { name: 'Changed in the store after it was sent' })).toBeVisible({ timeout: 30_000 });
  await expect(panel.getByRole('region', { name: 'Changed in the store after it was sent' }).getByRole('row', { name: /^Total/ })).toContainText('27.00');
  await expectAccessible(window, 'an order that was changed');
  await window.getByLabel('Search').fill('no such number');
  await expect(window.getByText('Nothing found', { exact: true })).toBeVisible();
});

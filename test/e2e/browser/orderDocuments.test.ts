/** What goes with an order: its preview, names picked from QuickBooks' lists, payment and settlement, changes and warnings, what the shop is told, the invoice. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import type { OrderView, PlaceOrder } from '../../../src/simulator/store/types.ts';
import { browserTest, expect, expectAccessible, goTo } from './browserTest.ts';
import type { BrowserWorld } from './browserWorld.ts';

const test = browserTest({
  products: 12,
  storeSettings: {
    pullMinutes: 0.05, documentRules: [{ when: { methods: ['bacs'] }, kind: 'invoice' }], refundSettlement: { mode: 'creditCard', account: '' }, writeBackNote: true,
    tax: { mode: 'quickbooks', taxItem: 'State Tax' },
  },
});

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ mode: 'serial' });

const button = (where: Page | Locator, name: string | RegExp): Locator => where.getByRole('button', { name, exact: true });
const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Orders and refunds' });
const rowOf = (page: Page, label: string): Locator => grid(page).getByRole('row').filter({ has: page.getByRole('gridcell', { name: label, exact: true }) });
const panelOf = (page: Page, label: string): Locator => page.getByRole('region', { name: `Order ${label}`, exact: true });
const group = (page: Page, name: string): Locator => page.getByRole('button', { name: new RegExp(`^${name}`), expanded: false });
/** A list item of "Belongs to it". */
const related = (panel: Locator, kind: string): Locator => panel.getByRole('region', { name: 'Belongs to it' }).getByRole('listitem').filter({ hasText: kind });

async function arrive(page: Page, world: BrowserWorld, given: Partial<PlaceOrder> = {}): Promise<OrderView> {
  const order = world.store.placeOrder({
    lines: [{ sku: world.skus[0] ?? null, quantity: 2, price: '9.00' }],
    customer: { firstName: 'Berta', lastName: 'Miller', line1: '5 Main Street', city: 'Madison', state: 'WI', email: 'berta@example.test' },
    paymentMethod: 'stripe', paymentTitle: 'Credit card', ...given,
  });
  await goTo(page, 'Orders');
  await expect(rowOf(page, order.number)).toBeVisible({ timeout: 30_000 });
  return order;
}

async function open(page: Page, label: string): Promise<Locator> {
  await rowOf(page, label).click();
  await expect(panelOf(page, label)).toBeVisible();
  return panelOf(page, label);
}

async function mappings(page: Page): Promise<void> {
  await goTo(page, 'Settings');
  await page.getByRole('navigation', { name: 'Sections of the settings' }).getByRole('link', { name: 'Mappings', exact: true }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Mappings', exact: true })).toBeVisible();
}

async function save(page: Page): Promise<void> {
  await button(page, 'Save').click();
  await expect(page.getByText(/^Saved\./)).toBeVisible();
}

test('an order is seen as it would look in QuickBooks before it is sent', async ({ window, world }) => {
  test.setTimeout(120_000);
  await world.session();
  // The first one of all: what is not known yet is said.
  const first = await arrive(window, world);
  const firstPanel = await open(window, first.number);
  await firstPanel.getByText('Preview: as it would look in QuickBooks').click();
  await expect(firstPanel).toContainText('Its customer has not been looked for in QuickBooks yet');
  await world.session();
  await expect(rowOf(window, first.number)).toContainText('In QuickBooks');

  const order = await arrive(window, world);
  const panel = await open(window, order.number);
  await panel.getByText('Preview: as it would look in QuickBooks').click();
  await expect(panel.getByRole('definition').filter({ hasText: 'Sales receipt' }).first()).toBeVisible();
  await expect(panel.getByRole('table', { name: 'Lines', exact: true })).toContainText(world.skus[0] ?? '');
  await expect(panel).toContainText('It goes out like this with the next session.');
  await panel.getByText('Every decision, and why').click();
  const today = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium' }).format(new Date(order.createdAt));
  await expect(panel.getByRole('definition').filter({ hasText: today }).first()).toBeVisible();
  // Days are written as the reader writes them, in the decisions as well.
  await expect(panel.getByText(/\b\d{4}-\d{2}-\d{2}\b/)).toHaveCount(0);
  await expect(button(panel, /^Send this one/)).toHaveCount(0);
  await expectAccessible(window, 'the preview of an order');
  await world.session();
  await expect(rowOf(window, order.number)).toContainText('In QuickBooks');
  await expect(panel.getByText('Preview: as it would look in QuickBooks')).toHaveCount(0);
});

test('a name is picked from QuickBooks’ lists; one that QuickBooks lacks parks the order and says which setting', async ({ window, world }) => {
  test.setTimeout(180_000);
  await mappings(window);
  await expect(window.getByText(/Choices read from QuickBooks/)).toBeVisible();
  await group(window, 'Payment and refunds').click();
  const methods = window.getByRole('group', { name: 'Payment methods' });
  await button(methods, 'Add a line').click();
  await methods.getByRole('textbox', { name: 'In the shop, line 1' }).fill('stripe');
  const value = methods.getByLabel('In QuickBooks, line 1');
  const offered = await value.evaluate((input: HTMLInputElement) => [...(input.list?.options ?? [])].map((option) => option.value));
  expect(offered).toContain('Visa');
  await value.fill('Visa');

  // A class that is made in QuickBooks only now is offered after the lists were read again.
  await group(window, 'On every document').click();
  const className = window.getByRole('combobox', { name: 'Class', exact: true });
  await className.fill('Web');
  await expect(window.getByText('QuickBooks had no “Web” when its lists were last read.')).toBeVisible();
  await expectAccessible(window, 'a name that QuickBooks does not have');
  await save(window);
  const order = await arrive(window, world);
  await world.session();
  await expect(rowOf(window, order.number)).toContainText('Needs you');
  const panel = await open(window, order.number);
  await expect(panel.getByText('The setting "Class" names the class "Web", which QuickBooks does not have.').first()).toBeVisible();
  await expectAccessible(window, 'an order that a setting parks');
  await panel.getByRole('link', { name: 'Open the setting' }).click();
  await expect(className).toBeFocused();

  world.company.addListRecord('Class', 'Web');
  await button(window, 'Refresh at the next session').click();
  await expect(window.getByText(/They are read again at the next session/)).toBeVisible();
  await world.session();
  await expect(window.getByText('QuickBooks had no “Web”')).toBeHidden({ timeout: 30_000 });
  await goTo(window, 'Orders');
  await open(window, order.number);
  await button(panel, 'Try again').click();
  await world.session();
  await expect(panel.getByRole('list', { name: 'Its way into QuickBooks' })).toContainText(`In QuickBooks as receipt W${order.number}`);
});

test('ways to find an item are ticked and put in order, with the keyboard', async ({ window }) => {
  await mappings(window);
  await group(window, 'Items').click();
  const ways = window.getByRole('group', { name: 'Find an item by' });
  const chosen = ways.getByRole('checkbox', { checked: true });
  await expect(chosen).toHaveCount(1);
  await ways.getByRole('checkbox', { name: 'Its barcode' }).focus();
  await window.keyboard.press('Space');
  await expect(ways.getByRole('checkbox', { name: 'Its barcode' })).toBeFocused();
  await expect(chosen).toHaveCount(2);
  await button(ways, 'Move up: Its barcode').focus();
  await window.keyboard.press('Enter');
  await expect(button(ways, 'Move up: Its barcode')).toBeFocused();
  await expect(ways.getByRole('status')).toHaveText('Its barcode is now number 1 of 2.');
  await ways.getByRole('checkbox', { name: 'A custom field' }).click();
  await expect(window.getByText('Give the custom field its name in QuickBooks.')).toBeVisible();
  await expect(ways.getByRole('textbox', { name: 'Its name in QuickBooks' })).toBeFocused();
  await window.keyboard.type('Web code');
  await expectAccessible(window, 'an ordered choice');
  await save(window);
  await window.reload();
  await group(window, 'Items').click();
  await expect(chosen).toHaveCount(3);
  await expect(ways.getByRole('listitem').first()).toContainText('Its barcode');
  await expect(ways.getByRole('textbox', { name: 'Its name in QuickBooks' })).toHaveValue('Web code');
  await window.getByRole('button', { name: /^Reset Find an item by to its default, The item’s name|^Reset Find an item by to its default, The item's name/ }).click();
  await save(window);
  await expect(chosen).toHaveCount(1);
});

test('an invoice that is paid in the shop shows its payment, and comes as PDF', async ({ window, world }) => {
  test.setTimeout(120_000);
  const order = await arrive(window, world, { paymentMethod: 'bacs', paymentTitle: 'Bank transfer' });
  const panel = await open(window, order.number);
  await expect(related(panel, 'Payment')).toBeVisible();
  await world.session();
  await expect(panel.getByRole('list', { name: 'Its way into QuickBooks' })).toContainText(`In QuickBooks as invoice W${order.number}`);
  await expect(related(panel, 'Payment')).toContainText(/In QuickBooks, .*18\.00/);
  await expectAccessible(window, 'an invoice with its payment');
  const download = window.waitForEvent('download');
  await button(panel, 'Invoice as PDF').click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.pdf$/);
  expect(readFileSync(await file.path()).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  await expect(window.getByText(`${file.suggestedFilename()} is in your downloads.`)).toBeVisible();

  // What was given back is a credit memo, settled so that the customer owes nothing and is owed nothing.
  world.store.refund({ orderId: order.id, lines: [{ sku: world.skus[0] ?? '', quantity: 1 }], restock: true, reason: 'One was broken' });
  const refund = grid(window).getByRole('row').filter({ hasText: 'refund' }).first();
  await expect(refund).toBeVisible({ timeout: 30_000 });
  await world.session();
  await expect(refund).toContainText('In QuickBooks');
  await refund.click();
  const refundPanel = window.getByRole('region', { name: /^Order .*refund/ });
  await expect(related(refundPanel, 'Credit card refund')).toContainText(/In QuickBooks, .*9\.00/);
  await expectAccessible(window, 'a refund with its settlement');
});

test('changed after it was sent: left as it is, changed again, and corrected', async ({ window, world }) => {
  test.setTimeout(150_000);
  const order = await arrive(window, world);
  await world.session();
  await expect(rowOf(window, order.number)).toContainText('In QuickBooks');
  const panel = await open(window, order.number);
  const heading = panel.getByRole('heading', { name: 'Changed in the store after it was sent' });
  world.store.editOrder(order.id, { lines: [{ sku: world.skus[0] ?? '', quantity: 3 }] });
  await expect(heading).toBeVisible({ timeout: 30_000 });
  await expectAccessible(window, 'a difference');
  await button(panel, 'Leave it as it is').click();
  await expect(panel.getByText('You have seen it and left it as it is in QuickBooks.')).toBeVisible();
  await expect(button(panel, 'Leave it as it is')).toHaveCount(0);
  await expectAccessible(window, 'a difference that is left');
  world.store.editOrder(order.id, { lines: [{ sku: world.skus[0] ?? '', quantity: 4 }] });
  await expect(button(panel, 'Leave it as it is')).toBeVisible({ timeout: 30_000 });
  await button(panel, 'I have corrected it in QuickBooks').click();
  await expect(heading).toHaveCount(0);
});

test('a warning about what was booked is seen, and taken off', async ({ window, world }) => {
  test.setTimeout(120_000);
  // The shop takes 5 %; QuickBooks' own item takes 7.25 %.
  const order = await arrive(window, world, { taxPercent: 5 });
  await world.session();
  const panel = await open(window, order.number);
  await expect(panel.getByText(/QuickBooks computed sales tax of 1\.31 for order \d+; the shop charged 0\.90/).first()).toBeVisible();
  await expectAccessible(window, 'a warning about tax');
  await button(panel, 'I have seen it').click();
  await expect(window.getByText(`The warning is off order ${order.number}; the sync log keeps it.`)).toBeVisible();
  await expect(button(panel, 'I have seen it')).toHaveCount(0);
  await expect(panel.getByRole('heading', { level: 2 })).toBeFocused();
});

test('the shop that could not be told is told again', async ({ window, world }) => {
  test.setTimeout(120_000);
  const order = await arrive(window, world);
  world.store.faults.add({ kind: 'firewall', by: 'modsecurity', on: '/notes', times: 1_000 });
  await world.session();
  const panel = await open(window, order.number);
  await expect(panel.getByText(/^The store could not be told/)).toBeVisible({ timeout: 30_000 });
  await expectAccessible(window, 'a shop that could not be told');
  const notes = (): readonly string[] => world.store.orders().find(({ id }) => id === order.id)?.notes.map(({ note }) => note) ?? [];
  expect(notes()).toEqual([]);
  world.store.faults.clear();
  await button(panel, 'Tell the store again').click();
  await expect(panel.getByText(/^The store could not be told/)).toHaveCount(0, { timeout: 30_000 });
  await expect.poll(notes).toEqual([expect.stringContaining(`sales receipt W${order.number}`)]);
});

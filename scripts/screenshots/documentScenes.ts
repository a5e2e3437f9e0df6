/** What goes with an order's document: previews, money that follows it, names QuickBooks lacks, differences, warnings, what the shop could not be told. */
import type { Browser } from 'playwright';
import type { OrderView, PlaceOrder } from '../../src/simulator/store/types.ts';
import type { Camera } from './camera.ts';
import { goods, order } from './goods.ts';
import { button, goTo, healthIs, openStage, play, row, withoutNotices, type Stage } from './stage.ts';

const SETTINGS = {
  pullMinutes: 0.05, startDate: '2026-01-01', documentRules: [{ when: { methods: ['bacs'] }, kind: 'invoice' }], refundSettlement: { mode: 'creditCard', account: '' }, writeBackNote: true,
  tax: { mode: 'quickbooks', taxItem: 'State Tax' }, paymentMethods: { stripe: 'Visa' },
};

export async function documentScenes(browser: Browser, camera: Camera): Promise<void> {
  const stage = await openStage(browser, camera, { products: 100, goods, orders: [order(0)], storeSettings: SETTINGS });
  await play(stage, async () => {
    await stage.world.session();
    await healthIs(stage, 'good');
    await preview(stage);
    await money(stage);
    await unclear(stage);
    await mappings(stage);
  });
}

/** The panel of a document whose label begins so, open. */
async function look({ page, camera }: Stage, label: string, name: string, heading: string | null): Promise<void> {
  await page.getByRole('gridcell', { name: label, exact: true }).click();
  const panel = page.getByRole('region', { name: `Order ${label}`, exact: true });
  await panel.waitFor();
  if (heading !== null) await panel.getByText(heading).first().scrollIntoViewIfNeeded();
  await page.waitForTimeout(400);
  await camera.shoot(page, name);
}

async function arrive({ page, world }: Stage, given: PlaceOrder): Promise<OrderView> {
  const placed = world.store.placeOrder(given);
  await page.getByRole('gridcell', { name: placed.number, exact: true }).waitFor();
  return placed;
}

async function preview(stage: Stage): Promise<void> {
  const { page, camera } = stage;
  await goTo(stage, 'Orders');
  const placed = await arrive(stage, order(2));
  await page.getByRole('gridcell', { name: placed.number, exact: true }).click();
  await page.getByText('Preview: as it would look in QuickBooks').click();
  await page.getByRole('table', { name: 'Lines', exact: true }).waitFor();
  await page.getByText('Preview: as it would look in QuickBooks').evaluate('element => element.scrollIntoView({ block: "start" })');
  await camera.shoot(page, 'orders, the preview of one', 'order-preview');
  await page.getByText('Every decision, and why').click();
  await page.getByText('Every decision, and why').evaluate('element => element.scrollIntoView({ block: "start" })');
  await camera.shoot(page, 'orders, the decisions of one');
  await page.keyboard.press('Escape');
}

async function money(stage: Stage): Promise<void> {
  const { page, world } = stage;
  const lines = [{ sku: goods(4).sku, quantity: 2 }];
  const paid = await arrive(stage, { ...order(3, lines), paymentMethod: 'bacs', paymentTitle: 'Bank transfer' });
  await world.session();
  await row(page, 'as invoice').waitFor();
  await look(stage, paid.number, 'orders, an invoice that is paid', 'Belongs to it');
  await page.keyboard.press('Escape');
  world.store.refund({ orderId: paid.id, lines: [{ sku: goods(4).sku, quantity: 1 }], restock: true, reason: 'One was broken' });
  await row(page, 'refund').waitFor();
  await world.session();
  await row(page, /credit memo/).waitFor();
  await row(page, /refund/).click();
  await page.getByRole('region', { name: /^Order .*refund/ }).waitFor();
  await page.getByText('Belongs to it').scrollIntoViewIfNeeded();
  await stage.camera.shoot(page, 'orders, a refund that is settled');
  await page.keyboard.press('Escape');
}

async function unclear(stage: Stage): Promise<void> {
  const { page, world } = stage;
  const taxed = await arrive(stage, { ...order(5), taxPercent: 5 });
  world.store.faults.add({ kind: 'firewall', by: 'modsecurity', on: '/notes', times: 1_000 });
  await world.session();
  await look(stage, taxed.number, 'orders, a warning about tax', null);
  await page.getByText('The store could not be told').scrollIntoViewIfNeeded();
  await stage.camera.shoot(page, 'orders, the store could not be told');
  world.store.editOrder(taxed.id, { lines: [{ sku: taxed.lines[0]?.sku ?? '', quantity: 6 }] });
  await page.getByText('Changed in the store after it was sent').waitFor();
  await page.getByText('Changed in the store after it was sent').scrollIntoViewIfNeeded();
  await stage.camera.shoot(page, 'orders, a difference with both choices');
  await page.keyboard.press('Escape');
}

async function mappings(stage: Stage): Promise<void> {
  const { page, world } = stage;
  const group = async (name: string): Promise<void> => { await page.getByRole('button', { name: new RegExp(`^${name}`), expanded: false }).click(); };
  await goTo(stage, 'Settings');
  await page.getByRole('navigation', { name: 'Sections of the settings' }).getByRole('link', { name: 'Mappings', exact: true }).click();
  await page.getByRole('heading', { level: 2, name: 'Mappings', exact: true }).waitFor();
  await page.getByText(/Choices read from QuickBooks/).waitFor();
  await stage.camera.shoot(page, 'mappings');
  await page.getByRole('button', { name: /^Customers/, expanded: true }).click();
  await stage.camera.shoot(page, 'mappings, all groups closed', 'mappings');
  await group('Items');
  const ways = page.getByRole('group', { name: 'Find an item by' });
  await ways.getByRole('checkbox', { name: 'Its barcode' }).click();
  await ways.getByRole('checkbox', { name: 'A custom field' }).click();
  await ways.scrollIntoViewIfNeeded();
  await stage.camera.shoot(page, 'mappings, ways to find an item');
  await button(page, 'Discard').click();
  await group('On every document');
  const className = page.getByRole('combobox', { name: 'Class', exact: true });
  await className.fill('Web');
  await className.evaluate('element => element.scrollIntoView({ block: "center" })');
  await stage.camera.shoot(page, 'mappings, a class that QuickBooks lacks');
  await button(page, 'Save').click();
  await page.getByText(/^Saved\./).waitFor();
  await stage.camera.shoot(page, 'mappings, saved with a warning');
  await goTo(stage, 'Orders');
  const parked = await arrive(stage, order(6));
  await world.session();
  await row(page, 'Needs you').waitFor();
  await look(stage, parked.number, 'orders, parked by a setting', null);
  await withoutNotices(stage);
}

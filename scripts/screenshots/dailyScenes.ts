/** A day with the bridge: orders go in, a count goes out, and everything that can wait for a person does so once. */
import type { Browser } from 'playwright';
import type { OrderView } from '../../src/simulator/store/types.ts';
import type { Camera } from './camera.ts';
import { goods, order } from './goods.ts';
import { button, goTo, healthIs, openStage, play, row, until, withoutNotices, type Stage } from './stage.ts';

const PRODUCTS = 1_900;
/** Small chunks and a shop that takes its time: the queue must be seen draining. */
const SETTINGS = { companySettings: { chunkPauseSeconds: 2, drainChunk: 300 }, storeSettings: { pullMinutes: 5, startDate: '2026-01-01' }, latency: 150 };

export async function dailyScenes(browser: Browser, camera: Camera, more: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await openStage(browser, camera, { products: PRODUCTS, goods, orders: Array.from({ length: 14 }, (_, index) => order(index)), ...SETTINGS });
  await play(stage, async () => {
    await firstSession(stage);
    await bulkCount(stage);
    await log(stage);
    await troubles(stage);
    await heldRun(stage);
    await more(stage);
  });
}

async function syncNow(stage: Stage): Promise<void> {
  await goTo(stage, 'Dashboard');
  await button(stage.page, 'Sync now').click();
  await stage.page.getByText(/Looked in every store/).waitFor();
  await withoutNotices(stage);
}

async function firstSession(stage: Stage): Promise<void> {
  const { page, world, camera } = stage;
  await page.goto(new URL('/ui/#/dashboard', page.url()).href);
  await page.locator(`[aria-rowcount="${String(PRODUCTS + 1)}"]`).waitFor();
  await camera.shoot(page, 'dashboard, before the first call');
  await world.session();
  await healthIs(stage, 'good');
  await goTo(stage, 'Pending');
  await page.getByText('Nothing is waiting', { exact: true }).waitFor();
  await camera.shoot(page, 'pending, empty');
  await page.getByRole('tab', { name: /For QuickBooks/ }).click();
  await page.getByText('Nothing is waiting for QuickBooks').waitFor();
  await camera.shoot(page, 'pending for QuickBooks, empty');
  for (let number = 20; number < 24; number += 1) world.store.placeOrder(order(number));
  await syncNow(stage);
  await goTo(stage, 'Pending');
  await page.getByRole('tab', { name: /For QuickBooks/ }).click();
  await page.getByRole('row').nth(1).click();
  await page.getByRole('heading', { level: 2 }).waitFor();
  await camera.shoot(page, 'pending for QuickBooks, a row chosen');
  await page.keyboard.press('Escape');
}

async function bulkCount(stage: Stage): Promise<void> {
  const { page, world, camera } = stage;
  world.count((index) => 12 + ((index * 7) % 60));
  await world.session();
  await goTo(stage, 'Pending');
  await page.getByRole('tab', { name: /Stock updates/ }).click();
  await page.getByText(/left · about [\d,]+ a minute/).waitFor();
  await page.waitForTimeout(4_000);
  await camera.shoot(page, 'pending, draining', 'pending');
  await page.getByRole('row').nth(3).click();
  await page.getByRole('heading', { level: 2 }).waitFor();
  await camera.shoot(page, 'pending, draining, a row chosen');
  await page.keyboard.press('Escape');
  await page.getByLabel('Search').fill('no such thing');
  await page.getByText('Nothing found', { exact: true }).waitFor();
  await camera.shoot(page, 'pending, nothing found');
  await page.getByLabel('Search').fill('');
  await goTo(stage, 'Dashboard');
  await healthIs(stage, 'sending', 'good');
  await camera.shoot(page, 'dashboard, stock on its way');
  await healthIs(stage, 'good');
  await page.locator('td').first().waitFor();
  await camera.shoot(page, 'dashboard, all good', 'dashboard');
}

async function log(stage: Stage): Promise<void> {
  const { page, camera } = stage;
  await goTo(stage, 'Sync log');
  const grid = page.getByRole('grid', { name: /Lines of the sync log/ });
  await grid.getByRole('row').nth(5).waitFor();
  await camera.shoot(page, 'log');
  await grid.getByRole('row').nth(2).click();
  await page.getByText('QuickBooks had').waitFor();
  await camera.shoot(page, 'log, a line about stock', 'log');
  await page.getByLabel('Outcome').selectOption('In QuickBooks');
  await row(page, 'In QuickBooks').waitFor();
  await grid.getByRole('row').nth(1).click();
  await page.getByRole('region', { name: 'Request to QuickBooks' }).waitFor();
  await camera.shoot(page, 'log, a line about an order');
  await page.getByRole('region', { name: 'Answer of QuickBooks' }).scrollIntoViewIfNeeded();
  await camera.shoot(page, 'log, a line about an order, raw texts');
  await page.keyboard.press('Escape');
  await page.getByLabel('Search').fill('nosuchword');
  await page.getByText('Nothing found', { exact: true }).waitFor();
  await camera.shoot(page, 'log, nothing found');
  await button(page, 'Clear all filters').first().click();
}

/** One order each: its item is missing, its number is taken, its answer is lost, it was changed afterwards, it was refunded. */
async function troubles(stage: Stage): Promise<void> {
  const { page, world, camera } = stage;
  const lines = [{ sku: goods(4).sku, quantity: 1 }];
  const changed = world.store.placeOrder(order(30));
  const refunded = world.store.placeOrder(order(31, lines));
  await syncNow(stage);
  await world.session();
  world.store.addListing({ sku: 'MUG-GOLD', name: 'Stoneware mug gold', price: '19.50', quantity: 4 });
  const missing = world.store.placeOrder(order(32, [{ sku: 'MUG-GOLD', quantity: 2, name: 'Stoneware mug gold', price: '19.50' }]));
  const taken = world.store.placeOrder(order(33, lines));
  world.company.enterDocument({ type: 'SalesReceipt', refNumber: `W${taken.number}`, lines: [{ item: goods(9).sku, quantity: 1, rate: '24.00' }] });
  world.store.editOrder(changed.id, { lines: [{ sku: changed.lines[0]?.sku ?? '', quantity: 5 }] });
  world.store.refund({ orderId: refunded.id, lines: [{ sku: goods(4).sku, quantity: 1 }], restock: true, reason: 'Changed her mind' });
  await syncNow(stage);
  await world.session();
  const doubt = world.store.placeOrder(order(34, lines));
  await syncNow(stage);
  world.company.faults.dieAfterCommit = 1;
  await world.session();
  world.store.placeOrder(order(35));
  await syncNow(stage);
  await healthIs(stage, 'needsYou');
  await camera.shoot(page, 'dashboard, something needs her', 'dashboard-problems');

  await goTo(stage, 'Orders');
  await row(page, 'In doubt').waitFor();
  await camera.shoot(page, 'orders', 'orders');
  const look = async (one: OrderView, name: string, picture?: string): Promise<void> => {
    await page.getByRole('gridcell', { name: one.number, exact: true }).click();
    await page.getByRole('region', { name: `Order ${one.number}`, exact: true }).waitFor();
    await page.waitForTimeout(500);
    await camera.shoot(page, name, picture);
  };
  await look(doubt, 'orders, in doubt');
  await look(missing, 'orders, its item is missing');
  await look(changed, 'orders, changed in the store');
  await page.getByRole('heading', { name: 'History' }).scrollIntoViewIfNeeded();
  await camera.shoot(page, 'orders, the history');
  await look(taken, 'orders, its number is taken', 'order-decision');
  await button(page, 'It is in QuickBooks already…').click();
  await page.getByRole('dialog').waitFor();
  await camera.shoot(page, 'orders, the question whether it is there');
  await button(page.getByRole('dialog'), 'Cancel').click();
  await button(page, 'Do not enter it…').click();
  await page.getByRole('alertdialog').waitFor();
  await camera.shoot(page, 'orders, the question whether to leave it out');
  await button(page.getByRole('alertdialog'), 'Cancel').click();
  await button(page, 'Enter it with a new number').click();
  await page.getByText(/goes out again with the next session/).waitFor();
  await camera.shoot(page, 'a notice');
  await page.keyboard.press('Escape');
  await goTo(stage, 'Pending');
  await page.getByRole('tab', { name: /For QuickBooks/ }).click();
  await row(page, missing.number).click();
  await page.getByRole('heading', { level: 2 }).waitFor();
  await camera.shoot(page, 'pending for QuickBooks, one needs her');
  await page.keyboard.press('Escape');
  await world.session();
}

async function heldRun(stage: Stage): Promise<void> {
  const { page, world, camera } = stage;
  world.store.faults.add({ kind: 'ignoreStock', on: 'batch', times: 6 });
  ['one', 'two', 'three'].forEach((_, index) => { world.company.setQuantity(goods(index + 50).sku, 3); });
  await world.session();
  await goTo(stage, 'Pending');
  await page.getByRole('tab', { name: /Stock updates/ }).click();
  await row(page, 'Failed').click();
  await page.getByRole('heading', { level: 2 }).waitFor();
  await camera.shoot(page, 'pending, failed');
  await page.keyboard.press('Escape');
  world.store.faults.clear();
  world.count((index) => (index % 3 === 0 ? 0 : 30));
  await world.session();
  await page.getByText(/are held/).first().waitFor();
  await until('the rest has gone out', async () => await page.locator('[data-drain]').count() === 0);
  await page.getByRole('heading', { level: 1 }).click();
  await camera.shoot(page, 'pending, a held run', 'held-run');
  await button(page, 'Send the run').click();
  await page.getByRole('alertdialog').waitFor();
  await camera.shoot(page, 'pending, send the held run?');
  await button(page.getByRole('alertdialog'), 'Cancel').click();
  await button(page, 'Discard the run').click();
  await button(page.getByRole('alertdialog'), 'Discard the run').click();
  await withoutNotices(stage);
}

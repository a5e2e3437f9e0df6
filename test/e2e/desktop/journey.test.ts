/** The bookkeeper's first day, all of it by clicks in the real window: the wizard to the first order in QuickBooks, a bulk count that drains, the log of one SKU, and an engine that dies. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { KEY, openShopAndBooks, SECRET, type ShopAndBooks } from '../support/shopAndBooks.ts';
import { expect, test, type Desktop } from './desktopApp.ts';

const PRODUCTS = 330;
const ORDERS = 3;
const SHOP = 'Sample Shop';
const WATCHED = 'LAMP-00004';
/** More than the 60 that go out while the Web Connector waits. */
const COUNTED = 300;
/** Milliseconds of one answer of the shop while the count drains, so that there is something to look at. */
const SLOW = 1_200;

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name });

async function goTo(page: Page, tab: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: tab }).click();
  await expect(heading(page, tab)).toBeVisible();
}

/** The system's own dialog cannot be clicked from here; it is answered as a person would. */
async function answerSaveDialog({ app }: Desktop, file: string): Promise<() => Promise<string>> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async (...args: unknown[]) => {
      Object.assign(globalThis, { offered: (args.at(-1) as { defaultPath?: string }).defaultPath });
      return { canceled: false, filePath };
    };
  }, file);
  return () => app.evaluate(() => (globalThis as { offered?: string }).offered ?? '');
}

/** Every text the window's warning bars have shown from now on; the engine may be back before anybody looks. */
async function watchWarnings(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(window, { seenWarnings: seen });
    new MutationObserver(() => {
      for (const bar of document.querySelectorAll('[role="group"], [role="status"]')) seen.add(bar.textContent);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => [...(window as unknown as { seenWarnings: Set<string> }).seenWarnings]);
}

async function connectStore(page: Page, around: ShopAndBooks): Promise<void> {
  await expect(heading(page, 'Connect your store')).toBeVisible();
  await field(page, 'Address of the shop').fill(around.store.url);
  await field(page, 'Consumer key').fill(KEY);
  await field(page, 'Consumer secret').fill(SECRET);
  await button(page, 'Check sign-in').click();
  await expect(page.getByText(`Signed in to ${SHOP}`)).toBeVisible();
  await button(page, 'Next').click();
}

async function nameCompany(page: Page): Promise<string> {
  await expect(heading(page, 'Name your company')).toBeVisible();
  await field(page, 'Company name').fill('Maple Street');
  const password = await field(page, 'Password').inputValue();
  expect(password).toMatch(/^([a-zA-Z2-9]{5}-){3}[a-zA-Z2-9]{5}$/);
  await button(page, 'Next').click();
  return password;
}

async function addToWebConnector(desktop: Desktop, around: ShopAndBooks, password: string, file: string): Promise<void> {
  const { page } = desktop;
  await expect(heading(page, 'Add Stockbridge to the Web Connector')).toBeVisible();
  const offered = await answerSaveDialog(desktop, file);
  await button(page, 'Save the file').click();
  await expect(page.getByText(file)).toBeVisible();
  expect(path.basename(await offered())).toBe('Stockbridge - Maple Street.qwc');
  expect(statSync(file).mode & 0o077).toBe(0);
  around.addToConnector(readFileSync(file, 'utf8'), password);
  await expect(page.locator('[data-first-poll]')).toHaveAttribute('data-first-poll', 'waiting');
  await around.session();
  await expect(page.locator('[data-first-poll]')).toHaveAttribute('data-first-poll', 'came');
  await button(page, 'Next').click();
}

async function agree(page: Page, around: ShopAndBooks): Promise<void> {
  await expect(heading(page, 'Is this your company?')).toBeVisible();
  await expect(page.getByText('C:\\Books\\Maple Street Goods.qbw')).toBeVisible();
  await button(page, 'Yes, this is my company').click();
  await expect(heading(page, 'Choose what is synchronized')).toBeVisible();
  await button(page, 'Next').click();
  await expect(heading(page, 'See what would happen first')).toBeVisible();
  await around.session();
  await expect(page.locator('[data-preview]')).toHaveAttribute('data-preview', 'complete', { timeout: 30_000 });
  await expect(page.getByRole('row', { name: /W\d+ .*Ready/ })).toHaveCount(ORDERS);
  expect(around.company.ledger().documents).toEqual([]);
  await button(page, 'Agree and begin').click();
  await expect(heading(page, 'Stockbridge is running')).toBeVisible();
}

test('from the first start to a working day, in the process that ships', async ({ launcher }) => {
  test.setTimeout(180_000);
  const around = await openShopAndBooks({ products: PRODUCTS, orders: ORDERS });
  const desktop = await launcher.launch({ mode: 'utility' });
  const { page } = desktop;
  try {
    await test.step('the wizard', async () => {
      await connectStore(page, around);
      const password = await nameCompany(page);
      await addToWebConnector(desktop, around, password, path.join(launcher.folder(), 'maple.qwc'));
      await agree(page, around);
    });

    await test.step('the first order', async () => {
      await around.session();
      expect(around.company.ledger().documents.map(({ kind }) => kind)).toEqual(['SalesReceipt', 'SalesReceipt', 'SalesReceipt']);
      await button(page, 'Open the dashboard').click();
      await expect(page.locator('[data-reason]')).toHaveAttribute('data-reason', 'good', { timeout: 30_000 });
      await expect(page.getByText(`${String(ORDERS)} entered in QuickBooks today, none waiting`)).toBeVisible();
      await goTo(page, 'Orders');
      await expect(page.getByRole('grid', { name: 'Orders and refunds' }).getByRole('row', { name: /In QuickBooks/ })).toHaveCount(ORDERS);
    });

    await test.step('a bulk count drains on the pending tab', async () => {
      await goTo(page, 'Pending');
      await expect(page.getByText('Nothing is waiting', { exact: true })).toBeVisible();
      around.store.faults.latency = SLOW;
      around.count((index) => (index < COUNTED ? 40 + (index % 9) : 20));
      await around.session();
      const progress = page.locator(`[data-drain="${SHOP}"]`);
      await expect(progress).toContainText(/[\d,]+ left/, { timeout: 30_000 });
      const bar = progress.getByRole('progressbar');
      const before = Number(await bar.getAttribute('aria-valuenow'));
      expect(before).toBeGreaterThan(0);
      await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow')), { intervals: [100] }).toBeGreaterThan(before);
      around.store.faults.latency = 0;
      await expect(page.getByText('Nothing is waiting', { exact: true })).toBeVisible({ timeout: 60_000 });
      for (const [index, sku] of around.skus.entries()) {
        if (index < COUNTED) expect([sku, around.store.stockOf(sku)]).toEqual([sku, 40 + (index % 9)]);
      }
    });

    await test.step('the log of one SKU', async () => {
      await goTo(page, 'Sync log');
      await page.getByLabel('Search').fill(WATCHED);
      await page.getByLabel('Outcome').selectOption('Confirmed');
      const lines = page.getByRole('grid', { name: /Lines of the sync log/ });
      await expect(lines.getByRole('row').nth(1)).toContainText(WATCHED);
      await lines.getByRole('row').nth(1).click();
      const panel = page.getByRole('region', { name: `SKU ${WATCHED}`, exact: true });
      for (const stop of ['QuickBooks had', 'Sent to the store', 'The store answered']) await expect(panel.getByRole('listitem').filter({ hasText: stop })).toContainText('43');
    });

    await test.step('the engine is killed; the window says so and goes on', async () => {
      await goTo(page, 'Dashboard');
      const warnings = await watchWarnings(page);
      process.kill(desktop.enginePid(), 'SIGKILL');
      await expect.poll(async () => (await warnings()).join()).toContain('The bridge is starting again…');
      await expect.poll(desktop.engines).toBe(2);
      await expect(page.getByText('The bridge is starting again…')).toBeHidden();
      around.store.placeOrder({ lines: [{ sku: WATCHED, quantity: 2, name: 'Lamp no. 4' }] });
      await goTo(page, 'Tasks');
      await button(page, `Run now: Orders, ${SHOP}`).click();
      await goTo(page, 'Orders');
      await expect(page.getByRole('grid', { name: 'Orders and refunds' })).toHaveAttribute('aria-rowcount', String(ORDERS + 2), { timeout: 30_000 });
      await around.session();
      await expect(page.getByRole('grid', { name: 'Orders and refunds' }).getByRole('row', { name: /In QuickBooks/ })).toHaveCount(ORDERS + 1, { timeout: 30_000 });
      expect(around.company.ledger().documents).toHaveLength(ORDERS + 1);
    });
  } finally {
    await around.close();
  }
});

/** The setup wizard from an empty data folder to the first order in QuickBooks: what is wrong is named at its field, nothing is written before she agrees, every page is accessible. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { browserTest, expect, expectAccessible } from './browserTest.ts';
import { KEY, SECRET, type BrowserWorld } from './browserWorld.ts';

const test = browserTest({ products: 24, orders: 3, provisioned: false });

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ mode: 'serial' });

/** The window as it opens: an address without a tab. */
async function open(page: Page): Promise<void> {
  await page.goto(new URL('/ui/', page.url()).href);
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name });

/** What was sent to the shop to change something there; a batch with nothing in it only asks whether the key may. */
function writes(world: BrowserWorld): readonly unknown[] {
  return world.store.requests().filter(({ method }) => method !== 'GET').map(({ body }) => body).filter((body) => JSON.stringify(body) !== '{"update":[]}');
}

async function addToConnector(page: Page, world: BrowserWorld, password: string): Promise<void> {
  const downloading = page.waitForEvent('download');
  await button(page, 'Download the file').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('Stockbridge - Maple Street.qwc');
  world.addToConnector(readFileSync(await download.path(), 'utf8'), password);
}

test('an empty bridge opens with the wizard, and a wrong key is named at its field', async ({ window: page, world }) => {
  await expect(page.getByRole('heading', { level: 1, name: 'Dashboard' })).toBeVisible();
  await open(page);
  await expect(heading(page, 'Connect your store')).toBeFocused();
  await expect(page.getByText('Step 1 of 6')).toBeVisible();
  await expectAccessible(page, 'store, empty');
  await button(page, 'Check sign-in').click();
  await expect(field(page, 'Address of the shop')).toHaveAccessibleDescription(/Fill this in/);

  await field(page, 'Address of the shop').fill(world.store.url);
  await field(page, 'Consumer key').fill(KEY);
  await field(page, 'Consumer secret').fill('cs_of_another');
  await button(page, 'Check sign-in').click();
  await expect(field(page, 'Consumer secret')).toHaveAccessibleDescription(/consumer secret is wrong/);
  await expect(field(page, 'Consumer secret')).toHaveAttribute('type', 'password');
  await expectAccessible(page, 'store, a wrong secret');

  await field(page, 'Address of the shop').fill('http://localhost:1');
  await button(page, 'Check sign-in').click();
  await expect(page.getByText(/localhost:1 /).last()).toBeVisible();
  expect(writes(world)).toEqual([]);
});

test('the whole way to the first receipt', async ({ window: page, world }) => {
  test.setTimeout(240_000);
  await open(page);
  await field(page, 'Address of the shop').fill(world.store.url);
  await field(page, 'Consumer key').fill(KEY);
  await field(page, 'Consumer secret').fill(` ${SECRET} `);
  await button(page, 'Check sign-in').click();
  await expect(page.getByText(/Signed in to Sample Shop/)).toBeVisible();
  await expect(field(page, 'Name in Stockbridge')).toHaveValue('Sample Shop');
  await expectAccessible(page, 'store, signed in');
  await button(page, 'Next').click();

  await expect(heading(page, 'Name your company')).toBeFocused();
  await field(page, 'Company name').fill('Maple Street');
  await field(page, 'Password').fill('maple');
  await expect(page.getByText(/Strength: too weak/)).toBeVisible();
  await button(page, 'Next').click();
  await expect(field(page, 'Password')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, 'company, a weak password');
  await button(page, 'Make another').click();
  await expect(page.getByText(/Strength: very good/)).toBeVisible();
  await button(page, 'Show the password').click();
  await expect(field(page, 'Password')).toHaveAttribute('type', 'text');
  const password = await field(page, 'Password').inputValue();
  expect(password).toMatch(/^([a-zA-Z2-9]{5}-){3}[a-zA-Z2-9]{5}$/);
  await button(page, 'Next').click();

  await expect(heading(page, 'Add Stockbridge to the Web Connector')).toBeFocused();
  await expect(page.getByRole('listitem').getByRole('img')).toHaveCount(6);
  await expect(page.locator('[data-first-poll]')).toHaveAttribute('data-first-poll', 'waiting');
  await expect(button(page, 'Next')).toBeDisabled();
  await expectAccessible(page, 'Web Connector, waiting');
  await addToConnector(page, world, password);
  expect((await world.session()).outcome).not.toBe('finished');
  await expect(page.locator('[data-first-poll]')).toHaveAttribute('data-first-poll', 'came');
  await expectAccessible(page, 'Web Connector, it has called');

  // Left and taken up again where it was; the password is not shown any more.
  await button(page, 'Finish later').click();
  await expect(page.getByText('Setup of Maple Street is not finished.')).toBeVisible();
  await expectAccessible(page, 'the reminder');
  await button(page, 'Continue setup').click();

  await expect(heading(page, 'Is this your company?')).toBeFocused();
  await expect(page.getByRole('heading', { level: 2, name: 'Maple Street Goods' })).toBeVisible();
  await expect(page.getByText('C:\\Books\\Maple Street Goods.qbw')).toBeVisible();
  await expect(page.getByText(/QuickBooks Enterprise/)).toBeVisible();
  await expectAccessible(page, 'company file');
  await button(page, 'No, it is another one').click();
  await expect(page.getByText('Then nothing is written to it.')).toBeVisible();
  await expectAccessible(page, 'company file, refused');
  await button(page, 'It is my company after all').click();
  await button(page, 'Yes, this is my company').click();

  await expect(heading(page, 'Choose what is synchronized')).toBeFocused();
  await page.getByRole('combobox', { name: 'An order becomes a' }).selectOption('Sales order');
  await button(page, 'Next').click();
  await expect(page.getByRole('combobox', { name: 'Free to sell' })).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('combobox', { name: 'An order becomes a' }).selectOption('Sales receipt');
  await page.getByText('Items, tax and payment').click();
  await expectAccessible(page, 'choices');
  await button(page, 'Next').click();

  await expect(heading(page, 'See what would happen first')).toBeFocused();
  await expect(page.locator('[data-preview]')).toHaveAttribute('data-preview', 'waiting');
  await expect(button(page, 'Agree and begin')).toBeDisabled();
  await expectAccessible(page, 'preview, still reading');
  world.count((index) => (index === 0 ? 0 : 7));
  await world.session();
  await expect(page.locator('[data-preview]')).toHaveAttribute('data-preview', 'complete', { timeout: 30_000 });
  await expect(page.getByRole('row', { name: /W\d+ .*Web Store Customer .*Ready/ })).toHaveCount(3);
  await page.getByRole('table', { name: 'Documents' }).getByRole('button', { expanded: false }).first().click();
  await expect(page.getByText(/The item is named like the SKU/).first()).toBeVisible();
  await expect(page.getByText(/1 listing on sale would be set to 0/)).toBeVisible();
  await expectAccessible(page, 'preview');
  expect(world.company.ledger().documents).toEqual([]);
  expect(writes(world)).toEqual([]);

  // "Send these": only what is ticked goes out, everything else still waits.
  const documents = page.getByRole('table', { name: 'Documents' });
  await expect(button(page, 'Send the ticked ones now')).toBeDisabled();
  await documents.getByRole('checkbox').first().click();
  await button(page, 'Send this one now').click();
  await expect(page.getByText('1 document goes out with the next session of the Web Connector.')).toBeVisible();
  await expect(documents.getByText('Goes out next')).toHaveCount(1);
  await expect(documents.getByRole('checkbox')).toHaveCount(2);
  await expectAccessible(page, 'preview, one of them goes out');
  await world.session();
  expect(world.company.ledger().documents).toHaveLength(1);
  await expect(page.getByRole('row', { name: /W\d+ .*Web Store Customer .*Ready/ })).toHaveCount(2);

  // The same from the order itself.
  await button(page, 'Finish later').click();
  await page.getByRole('navigation', { name: 'Tabs' }).getByRole('link', { name: 'Orders' }).click();
  await page.getByRole('grid', { name: 'Orders and refunds' }).getByRole('row').filter({ hasNotText: 'In QuickBooks' }).nth(1).click();
  const order = page.getByRole('region', { name: /^Order / });
  await order.getByText('Preview: as it would look in QuickBooks').click();
  await expect(order).toContainText('Nothing is entered before you have begun in setup.');
  await expectAccessible(page, 'an order of a held company');
  await button(page, 'Send this one now').click();
  await expect(order).toContainText('It goes out like this with the next session.');
  await expect(button(page, 'Send this one now')).toHaveCount(0);
  await world.session();
  expect(world.company.ledger().documents).toHaveLength(2);
  expect(writes(world)).toEqual([]);
  await button(page, 'Continue setup').click();
  await button(page, 'Agree and begin').click();

  await expect(heading(page, 'Stockbridge is running')).toBeFocused();
  await expectAccessible(page, 'finished');
  await world.session();
  expect(world.company.ledger().documents.map(({ kind }) => kind)).toEqual(['SalesReceipt', 'SalesReceipt', 'SalesReceipt']);
  await expect.poll(() => world.store.stockOf(world.skus[5] ?? '')).toBe(7);
  await button(page, 'Open the dashboard').click();
  await expect(heading(page, 'Dashboard')).toBeVisible();
  await expect(page.locator('[data-reason]')).toHaveAttribute('data-reason', 'good', { timeout: 30_000 });
  await open(page);
  await expect(heading(page, 'Dashboard')).toBeVisible();
});

/** The wizard when the company file that answers is older than what was already sent: it says what is missing, and the person decides what becomes of it. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { browserTest, expect, expectAccessible } from './browserTest.ts';
import { KEY, SECRET } from './browserWorld.ts';

const test = browserTest({ products: 8, orders: 2, provisioned: false });

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name });

async function open(page: Page): Promise<void> {
  await page.goto(new URL('/ui/', page.url()).href);
}

test('an older company file stops the wizard at its question', async ({ window: page, world }) => {
  test.setTimeout(240_000);
  await open(page);
  await field(page, 'Address of the shop').fill(world.store.url);
  await field(page, 'Consumer key').fill(KEY);
  await field(page, 'Consumer secret').fill(SECRET);
  await button(page, 'Check sign-in').click();
  await expect(page.getByText(/Signed in to Sample Shop/)).toBeVisible();
  await button(page, 'Next').click();
  await field(page, 'Company name').fill('Maple Street');
  await button(page, 'Make another').click();
  await button(page, 'Show the password').click();
  const password = await field(page, 'Password').inputValue();
  await button(page, 'Next').click();
  await expect(heading(page, 'Add Stockbridge to the Web Connector')).toBeFocused();
  const downloading = page.waitForEvent('download');
  await button(page, 'Download the file').click();
  world.addToConnector(readFileSync(await (await downloading).path(), 'utf8'), password);
  await world.session();
  await button(page, 'Next').click();
  await button(page, 'Yes, this is my company').click();
  await expect(heading(page, 'Choose what is synchronized')).toBeFocused();
  await button(page, 'Next').click();
  await world.session();
  await expect(page.locator('[data-preview]')).toHaveAttribute('data-preview', 'complete', { timeout: 30_000 });

  // One document goes out ahead; then somebody restores yesterday's company file.
  const yesterday = world.company.snapshot();
  await page.getByRole('table', { name: 'Documents' }).getByRole('checkbox').first().click();
  await button(page, 'Send this one now').click();
  await world.session();
  const [sent] = world.company.ledger().documents;
  if (sent === undefined) throw new Error('nothing was sent');
  world.company.restore(yesterday);
  expect(world.company.ledger().documents).toEqual([]);
  await world.session();

  await open(page);
  await expect(heading(page, 'Is this your company?')).toBeVisible();
  const alert = page.getByRole('alert').filter({ hasText: 'older than our records' });
  await expect(alert).toContainText(sent.refNumber);
  await expect(button(page, 'Yes, this is my company')).toHaveCount(0);
  await expect(button(page, 'Next')).toHaveCount(0);
  await expectAccessible(page, 'wizard, an older file');
  await button(page, 'Go on, and enter them again').click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await expect(dialog).toContainText(sent.refNumber);
  await expectAccessible(page, 'wizard, an older file, the question');
  await dialog.getByRole('button', { name: 'Go on, and enter them again' }).click();
  await expect(page.getByText('You have confirmed this company file.')).toBeVisible();
  await button(page, 'Next').click();
  await expect(heading(page, 'See what would happen first').or(heading(page, 'Choose what is synchronized'))).toBeVisible();

  // It goes out again, once; nothing else does before she has begun.
  await expect.poll(async () => {
    await world.session();
    return world.company.ledger().documents.map(({ refNumber }) => refNumber);
  }, { timeout: 30_000 }).toEqual([sent.refNumber]);
});

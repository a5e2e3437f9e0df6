/** Settings: what is typed wrong is said at its field, what is saved takes effect and stays, secrets never come back, and every section is accessible. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { browserTest, expect, expectAccessible, goTo } from './browserTest.ts';
import { KEY, SECRET } from './browserWorld.ts';

const test = browserTest({ products: 24, orders: 1 });

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ mode: 'serial' });

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

/** The mappings are in groups that open and close. */
async function unfold(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${name}`), expanded: false }).click();
}

async function section(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Sections of the settings' }).getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible();
}

test('a limit is checked as it is typed, saved, kept, and given its default again', async ({ window: page }) => {
  await goTo(page, 'Settings');
  await section(page, 'Limits');
  await expect(field(page, 'Sent at once')).toHaveValue('60');
  await expect(field(page, 'Sent at once')).toHaveAccessibleDescription(/Default: 60 updates/);
  await expect(field(page, 'Chunk')).toHaveValue('800');
  await field(page, 'Sent at once').fill('5000');
  await expect(field(page, 'Sent at once')).toHaveAccessibleDescription(/Type a whole number from 0 to 1,000/);
  await expect(button(page, 'Save')).toBeDisabled();
  await expectAccessible(page, 'a limit that cannot be saved');
  await field(page, 'Sent at once').fill('40');
  await field(page, 'Pause between chunks').fill('0');
  // What is typed outlives a look elsewhere.
  await goTo(page, 'Pending');
  await goTo(page, 'Settings');
  await expect(page.getByText('2 changes not saved')).toBeVisible();
  await button(page, 'Save').click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
  await expect(button(page, 'Save')).toBeHidden();
  await page.reload();
  await section(page, 'Limits');
  await expect(field(page, 'Sent at once')).toHaveValue('40');
  await page.getByRole('button', { name: 'Reset Sent at once to its default, 60 updates' }).click();
  await expect(field(page, 'Sent at once')).toHaveValue('60');
  await page.getByRole('button', { name: /Reset Pause between chunks/ }).click();
  await button(page, 'Save').click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Reset / })).toHaveCount(0);
});

test('what the engine refuses is said at the field; lists and pairs are saved whole', async ({ window: page, world }) => {
  await goTo(page, 'Settings');
  await section(page, 'Orders');
  await page.getByRole('combobox', { name: 'An order becomes a' }).selectOption('Sales order');
  await button(page, 'Save').click();
  await page.getByRole('link', { name: 'Show the field' }).click();
  await expect(page.getByRole('combobox', { name: 'Free to sell' })).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, 'a setting that the engine refused');
  await button(page, 'Discard').click();

  await section(page, 'Mappings');
  await unfold(page, 'Payment and refunds');
  const methods = page.getByRole('group', { name: 'Payment methods' });
  await methods.getByRole('button', { name: 'Add a line' }).click();
  await methods.getByRole('textbox', { name: 'In the shop, line 1' }).fill('stripe');
  await expect(page.getByText('Fill in both sides of each line, or remove it.')).toBeVisible();
  await methods.getByLabel('In QuickBooks, line 1').fill('Visa');
  await unfold(page, 'Sales tax');
  await page.getByRole('combobox', { name: 'Tax', exact: true }).selectOption('QuickBooks computes it');
  await expect(page.getByText('Fill this in.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Tax item QuickBooks computes from' }).fill('State Tax');
  await expectAccessible(page, 'mappings with changes');
  await button(page, 'Save').click();
  await expect(page.getByText(/^Saved\./)).toBeVisible();
  await page.reload();
  await section(page, 'Mappings');
  await unfold(page, 'Payment and refunds');
  await unfold(page, 'Sales tax');
  await expect(methods.getByLabel('In QuickBooks, line 1')).toHaveValue('Visa');
  await expect(page.getByRole('combobox', { name: 'Tax item QuickBooks computes from' })).toHaveValue('State Tax');

  await section(page, 'Stock rule');
  await field(page, 'Safety stock').fill('3');
  await button(page, 'Save').click();
  await expect(page.getByText(/^Saved\./)).toBeVisible();
  await world.session();
  await expect.poll(() => world.store.stockOf(world.skus[9] ?? ''), { timeout: 30_000 }).toBe(17);
});

test('a company and a store are changed without showing a secret', async ({ window: page }) => {
  await goTo(page, 'Settings');
  await section(page, 'Companies');
  await button(page, 'Change name or password').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Password' }).fill('maple');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog.getByRole('alert').filter({ hasText: /password/i })).toBeVisible();
  await expectAccessible(page, 'the company, a weak password');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  // The page behind belongs to the screen reader again, and the keyboard is where it was.
  await expect(button(page, 'Change name or password')).toBeFocused();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();

  await section(page, 'Stores');
  await button(page, 'Check sign-in').click();
  await expect(page.getByText(/Signed in to Sample Shop/)).toBeVisible();
  await button(page, 'Change address or keys').click();
  await expect(dialog.getByRole('textbox', { name: 'Consumer secret' })).toHaveValue('');
  expect(await page.content()).not.toContain(SECRET);
  await dialog.getByRole('textbox', { name: 'Consumer secret' }).fill('cs_wrong');
  await dialog.getByRole('button', { name: 'Check sign-in' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Consumer secret' })).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, 'the store, a wrong secret');
  await dialog.getByRole('textbox', { name: 'Consumer secret' }).fill('');
  await dialog.getByRole('textbox', { name: 'Name in Stockbridge' }).fill('Maple Shop');
  await dialog.getByRole('button', { name: 'Check sign-in' }).click();
  await expect(dialog.getByText(/Signed in to/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 3, name: 'Maple Shop' })).toBeVisible();
});

test('every section, in light and dark', async ({ window: page }) => {
  test.setTimeout(180_000);
  await goTo(page, 'Settings');
  for (const name of ['Companies', 'Stores', 'Orders', 'Mappings', 'Stock rule', 'Limits', 'Schedule', 'Keeping', 'This PC']) {
    await section(page, name);
    if (name === 'This PC') await expect(page.getByText('Nothing to set here')).toBeVisible();
    else await expect(page.getByRole('heading', { level: 3 }).first()).toBeVisible();
    await expectAccessible(page, name);
    const isClipped = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(isClipped).toBe(false);
  }
});

test('this PC as the desktop app shows it', async ({ window: page }) => {
  // The browser has no desktop behind it: its answers are lent here, the calls are the window's own.
  const thisPc = {
    version: '1.2.3', folder: 'C:\\Users\\Maple\\AppData\\Local\\Stockbridge\\data', restartNeeded: true, update: { kind: 'ready', version: '1.3.0' },
    preferences: { dataFolder: null, port: 47801, startAtLogin: true, notify: false, updateChannel: 'latest' },
  };
  const changes: unknown[] = [];
  await page.route('**/api/pc.show', (route) => route.fulfill({ json: { ok: true, value: { thisPc } } }));
  await page.route('**/api/pc.change', (route) => {
    changes.push(route.request().postDataJSON());
    return route.fulfill({ json: { ok: true, value: { thisPc } } });
  });
  await goTo(page, 'Settings');
  await section(page, 'This PC');
  await expect(page.getByText('Version 1.3.0 is ready')).toBeVisible();
  await expectAccessible(page, 'this PC');
  await page.getByRole('switch', { name: 'Tell me when something needs me' }).click();
  await expect.poll(() => changes).toEqual([{ change: { notify: true } }]);
  await field(page, 'Port').fill('80');
  await expect(page.getByText('Type a whole number from 1024 to 65535')).toBeVisible();
  await expect(button(page, 'Save')).toBeDisabled();
  await field(page, 'Port').fill('');
  await button(page, 'Save').click();
  await expect.poll(() => changes.at(-1)).toEqual({ change: { port: null } });
});

test('keys sealed on another PC are entered again, and nothing else is lost', async ({ window: page, world }) => {
  // The next start finds another key, as after moving the data folder.
  writeFileSync(path.join(world.bench.at('data'), 'seal.key'), `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  await world.restart('SIGTERM');
  await page.goto(world.ui);
  await goTo(page, 'Settings');
  await section(page, 'Stores');
  await expect(page.getByText('The keys of this store cannot be opened on this PC.')).toBeVisible();
  await expect(button(page, 'Check sign-in')).toBeDisabled();
  await expectAccessible(page, 'a broken seal');
  await button(page, 'Enter the keys again').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Consumer key' }).fill(KEY);
  await dialog.getByRole('textbox', { name: 'Consumer secret' }).fill(SECRET);
  await dialog.getByRole('button', { name: 'Check sign-in' }).click();
  await expect(dialog.getByText(/Signed in to/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Stored and sealed. They are never shown again.')).toBeVisible();
  await section(page, 'Mappings');
  await unfold(page, 'Payment and refunds');
  await expect(page.getByRole('group', { name: 'Payment methods' }).getByLabel('In QuickBooks, line 1')).toHaveValue('Visa');
});

test('how long records are kept and when the file is made smaller: a week at least, a time of day, and Tasks leads to it', async ({ window: page, world }) => {
  await world.session();
  await goTo(page, 'Tasks');
  const house = page.locator('[data-task="housekeeping"]');
  await expect(house).toContainText('every day at 03:00');
  await house.getByRole('link', { name: 'Change' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Keeping', exact: true })).toBeVisible();
  await expect(field(page, 'Keep raw requests')).toHaveValue('30');
  await field(page, 'Keep raw requests').fill('3');
  await expect(field(page, 'Keep raw requests')).toHaveAccessibleDescription(/Type a whole number from 7 to 3,650/);
  await expect(button(page, 'Save')).toBeDisabled();
  await field(page, 'Keep raw requests').fill('14');
  await field(page, 'Keep the sync log').fill('3');
  await page.getByLabel('Housekeeping at', { exact: true }).fill('22:30');
  await button(page, 'Save').click();
  await expect(field(page, 'Keep the sync log')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, 'a log that is kept for too short a time');
  await field(page, 'Keep the sync log').fill('90');
  await button(page, 'Save').click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
  await page.reload();
  await goTo(page, 'Tasks');
  await expect(house).toContainText('every day at 22:30');
  await page.getByRole('button', { name: 'Run now: Housekeeping' }).click();
  await expect(page.getByText(/^Housekeeping: \d+ old exchanges with QuickBooks/)).toBeVisible();
});

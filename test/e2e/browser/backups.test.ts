/** Backups in the window: one made and one restored by hand with QuickBooks asked what happened since, the list on the page of a start that failed, and a failed task on the dashboard. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { browserTest, expect, expectAccessible, goTo } from './browserTest.ts';

const test = browserTest({ products: 6, storeSettings: { pullMinutes: 0.05, startDate: '2026-01-01' } });

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ mode: 'serial' });

const section = (page: Page) => page.getByRole('region', { name: 'Backups' });
const rows = (page: Page) => section(page).getByRole('row').filter({ has: page.getByRole('button', { name: /^Restore the backup of / }) });

test('a backup is made by hand, and the first one by itself', async ({ window, world }) => {
  test.setTimeout(120_000);
  await world.session();
  await goTo(window, 'Diagnostics');
  const backups = section(window);
  await expect(backups).toContainText('Your QuickBooks file is not in it');
  await backups.getByRole('button', { name: 'Back up now' }).click();
  await expect(window.getByText(/^Backed up: \d+\.\d MB\.$/)).toBeVisible();
  await expect(rows(window).first()).toContainText(/\d+\.\d MB/);
  await expect(rows(window).first()).toContainText('Backup');
  await expectAccessible(window, 'backups');
});

test('a restore asks first, starts the bridge again, and says when what happened since has been found', async ({ window, world }) => {
  test.setTimeout(180_000);
  const placed = world.store.placeOrder({ lines: [{ sku: world.skus[0] ?? '', quantity: 1 }] });
  await expect.poll(async () => {
    await world.session();
    return world.company.ledger().documents.length;
  }, { timeout: 60_000 }).toBe(1);
  await goTo(window, 'Orders');
  await expect(window.getByRole('row').filter({ hasText: placed.number })).toContainText('In QuickBooks');

  await goTo(window, 'Diagnostics');
  await rows(window).first().getByRole('button').click();
  const dialog = window.getByRole('alertdialog');
  await expect(dialog.getByRole('heading', { name: /^Go back to the backup of .+\?$/ })).toBeVisible();
  await expect(dialog).toContainText('put aside, not deleted');
  await expect(dialog).toContainText('nothing is entered twice');
  await expectAccessible(window, 'restore, the question');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(rows(window).filter({ hasText: 'Put aside by a restore' })).toHaveCount(0);

  await rows(window).first().getByRole('button').click();
  await dialog.getByRole('button', { name: 'Restore this backup' }).click();
  const backups = section(window);
  await expect(backups.getByText('The backup is being put in place; the bridge starts again.')).toBeVisible();
  await expect(backups.getByText(/^Restored .+ still to be asked what happened since\.$/)).toBeVisible({ timeout: 60_000 });
  await expect(rows(window).filter({ hasText: 'Put aside by a restore' })).toHaveCount(1, { timeout: 60_000 });
  await expectAccessible(window, 'restored');

  // The backup knows nothing of the order; QuickBooks does.
  await goTo(window, 'Orders');
  await expect.poll(async () => {
    await world.session();
    return window.getByRole('row').filter({ hasText: placed.number }).filter({ hasText: 'In QuickBooks' }).count();
  }, { timeout: 90_000 }).toBe(1);
  expect(world.company.ledger().documents).toHaveLength(1);
  await goTo(window, 'Diagnostics');
  await expect(backups).toContainText('What happened since has been found again.', { timeout: 60_000 });
});

test('a database that is damaged is answered with the list of backups, and the window goes on after the restore', async ({ window }) => {
  test.setTimeout(120_000);
  const error = { code: 'databaseDamaged', what: 'The database of Stockbridge is damaged.', todo: 'Restore a backup. Nothing has been written.' };
  // As a bridge answers that cannot start: only what needs no database is carried out.
  const others = /\/api\/(?!events|backups\.(list|restore)$)/;
  await window.route(others, (route) => route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify({ ok: false, error }) }));
  await window.reload();
  await expect(window.getByRole('heading', { level: 1, name: 'Stockbridge could not start' })).toBeVisible();
  await expect(window.getByRole('alert').first()).toContainText(error.todo);
  await expect(window.getByRole('heading', { level: 2, name: 'Backups' })).toBeVisible();
  const restore = window.getByRole('button', { name: /^Restore the backup of / });
  await expect(restore.first()).toBeVisible();
  await expectAccessible(window, 'start failed, backups');
  const before = await restore.count();
  await restore.first().click();
  await window.getByRole('alertdialog').getByRole('button', { name: 'Restore this backup' }).click();
  await expect(restore).toHaveCount(before + 1, { timeout: 60_000 });
  await window.unroute(others);
  await window.getByRole('button', { name: 'Try again' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Dashboard' })).toBeVisible({ timeout: 30_000 });
});

test('a backup that could not be made stands on the dashboard until there is one', async ({ window, world }) => {
  test.setTimeout(120_000);
  const folder = path.join(world.bench.at('data'), 'backups');
  rmSync(folder, { recursive: true, force: true });
  writeFileSync(folder, 'not a folder');
  await goTo(window, 'Tasks');
  await window.getByRole('button', { name: /^Run now: Backup/ }).click();
  await expect(window.getByRole('row').filter({ hasText: 'Failed' })).toBeVisible();
  await goTo(window, 'Dashboard');
  const problem = window.getByRole('listitem').filter({ hasText: 'The backup could not be made.' });
  await expect(problem).toContainText('It is tried again every hour', { timeout: 30_000 });
  await expect(window.locator('[data-reason="needsYou"]')).toContainText('1 thing needs you.');
  await expectAccessible(window, 'dashboard, no backup');
  await problem.getByRole('button', { name: 'Backups' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Diagnostics' })).toBeVisible();
  await section(window).getByRole('button', { name: 'Back up now' }).click();
  await expect(window.getByText('The backup could not be made.')).toBeVisible();
  rmSync(folder);
  await section(window).getByRole('button', { name: 'Back up now' }).click();
  await expect(window.getByText(/^Backed up: \d+\.\d MB\.$/)).toBeVisible();
  await goTo(window, 'Dashboard');
  await expect(problem).toHaveCount(0, { timeout: 30_000 });
});

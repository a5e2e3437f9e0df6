/** Diagnostics: findings in words, codes looked up by number, and a file for support without secrets. */
import { readFile } from 'node:fs/promises';
import { browserTest, expect, expectAccessible, goTo } from './browserTest.ts';

const test = browserTest({ products: 12, orders: 1 });

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ mode: 'serial' });

test('says in words what was looked at, and looks again', async ({ window, world }) => {
  test.setTimeout(120_000);
  await goTo(window, 'Diagnostics');
  const findings = window.getByRole('region', { name: 'Findings' });
  await expect(findings.getByText('The database is sound.')).toBeVisible({ timeout: 60_000 });
  await expect(findings).toContainText('The Web Connector has never called.');
  await expect(findings.getByRole('listitem').first()).toContainText(/Worth knowing|Problem/);
  await expectAccessible(window, 'diagnostics');
  await world.session();
  await findings.getByRole('button', { name: 'Look again' }).click();
  await expect(findings).toContainText('The Web Connector called less than a minute ago.', { timeout: 60_000 });
  await expect(findings.getByRole('listitem').filter({ hasText: 'Sign-in to the store' })).toContainText('Fine');
});

test('knows codes by number, however they are typed', async ({ window }) => {
  test.setTimeout(120_000);
  await goTo(window, 'Diagnostics');
  const code = window.getByLabel('Code', { exact: true });
  await code.fill('1012');
  await expect(window.getByRole('article').filter({ hasText: 'QBWC1012' })).toContainText('What to do');
  await code.fill('0x80040414');
  await expect(window.getByRole('article')).toContainText('0x80040414');
  await code.fill('3140');
  await expect(window.getByRole('article').filter({ hasText: 'status code' })).toContainText('3140');
  await expectAccessible(window, 'diagnostics, a code');
  await code.fill('987654321');
  await expect(window.getByRole('article')).toHaveCount(0);
  await code.fill('');
  await window.getByText(/All known codes \(\d+\)/).click();
  await expect(window.getByRole('region', { name: 'All known codes' }).getByRole('row', { name: /^QBWC1012/ })).toBeVisible();
  await expectAccessible(window, 'diagnostics, all codes');
});

test('saves a bundle that holds no secret', async ({ window }) => {
  test.setTimeout(120_000);
  await goTo(window, 'Diagnostics');
  const download = window.waitForEvent('download', { timeout: 90_000 });
  await window.getByRole('button', { name: 'Save the bundle' }).click();
  const file = await download;
  const text = await readFile(await file.path(), 'utf8');
  expect(text.length).toBeGreaterThan(500);
  for (const secret of ['ck_browser', 'cs_browser', 'a password for the browser', 'ann0@example.test']) expect(text).not.toContain(secret);
  await expect(window.getByText(`Saved as ${file.suggestedFilename()}`)).toBeVisible();
});

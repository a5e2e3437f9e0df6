/** A start that failed, as every call answers it then: a page of its own with the cause and what to do, and the window when it has been put right. The real failures are in the desktop's tests. */
import { browserTest, expect, expectAccessible } from './browserTest.ts';

const test = browserTest({ products: 2 });

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('the cause fills the window, and "Try again" goes on once it is mended', async ({ window }) => {
  const error = { code: 'folderInUse', what: 'Another Stockbridge (process 4711) is using this data folder.', todo: 'Close it first, or give another folder.' };
  const calls = /\/api\/(?!events)/;
  await window.route(calls, (route) => route.fulfill({ status: 200, contentType: 'application/json', body: JSON.stringify({ ok: false, error }) }));
  await window.reload();
  const alert = window.getByRole('alert');
  await expect(alert.getByRole('heading', { level: 1, name: 'Stockbridge could not start' })).toBeVisible();
  await expect(alert).toContainText(error.what);
  await expect(alert).toContainText(error.todo);
  await expect(window.getByRole('navigation')).toHaveCount(0);
  await expectAccessible(window, 'start failure');
  await window.unroute(calls);
  await window.getByRole('button', { name: 'Try again' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Dashboard' })).toBeVisible();
});

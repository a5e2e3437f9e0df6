/** The tabs that are looked at now and then, and what the window shows while something outside is broken. */
import { button, field, goTo, healthIs, row, withoutNotices, type Stage } from './stage.ts';

const SECTIONS = ['Companies', 'Stores', 'Orders', 'Mappings', 'Stock rule', 'Limits', 'Schedule', 'Keeping', 'This PC'] as const;
const TABS = ['Dashboard', 'Pending', 'Sync log', 'Orders', 'Matching', 'Tasks', 'Settings', 'Diagnostics'] as const;
const FAULT = { code: 'internal', what: 'Stockbridge met an unexpected fault.', todo: 'Try again. If it happens again, save the diagnostics and send them to support.' };

export async function otherScenes(stage: Stage): Promise<void> {
  await tasks(stage);
  await settings(stage);
  await diagnostics(stage);
  await outside(stage);
  await loadingAndErrors(stage);
  await lost(stage);
}

async function tasks(stage: Stage): Promise<void> {
  const { page, camera } = stage;
  await goTo(stage, 'Tasks');
  await page.locator('[data-task="housekeeping"]').waitFor();
  await page.getByRole('button', { name: /^Run now: Housekeeping/ }).click();
  await page.getByText(/^Housekeeping: /).waitFor();
  await withoutNotices(stage);
  await camera.shoot(page, 'tasks', 'tasks');
  await page.getByRole('button', { name: /^Pause: Orders/ }).click();
  await page.locator('[data-paused="true"]').first().waitFor();
  await camera.shoot(page, 'tasks, one paused');
  await page.getByRole('button', { name: /^Resume: Orders/ }).click();
  await withoutNotices(stage);
}

async function settings(stage: Stage): Promise<void> {
  const { page, camera } = stage;
  await goTo(stage, 'Settings');
  for (const name of SECTIONS) {
    await page.getByRole('navigation', { name: 'Sections of the settings' }).getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
    await page.waitForTimeout(400);
    await camera.shoot(page, `settings, ${name}`, name === 'Stock rule' ? 'settings' : undefined);
    if (name === 'Companies') {
      await button(page, 'Change name or password').click();
      await page.getByRole('dialog').waitFor();
      await camera.shoot(page, 'settings, the company');
      await page.keyboard.press('Escape');
    }
    if (name === 'Stores') {
      await button(page, 'Change address or keys').click();
      await page.getByRole('dialog').waitFor();
      await camera.shoot(page, 'settings, the store');
      await page.keyboard.press('Escape');
    }
    if (name === 'Mappings') {
      await page.locator('[data-group="payment"]').getByRole('button', { expanded: false }).first().click();
      const methods = page.getByRole('group', { name: 'Payment methods' });
      await button(methods, 'Add a line').click();
      await methods.getByRole('textbox').first().fill('stripe');
      await page.getByText('Fill in both sides').scrollIntoViewIfNeeded();
      await camera.shoot(page, 'settings, a pair that is not complete');
      await button(page, 'Discard').click();
    }
    if (name === 'Limits') {
      await field(page, 'Sent at once').fill('5000');
      await camera.shoot(page, 'settings, a limit that is too high');
      await button(page, 'Discard').click();
    }
  }
  const thisPc = {
    version: '1.2.3', folder: 'C:\\Users\\Hannah\\AppData\\Local\\Stockbridge\\data', restartNeeded: true, update: { kind: 'ready', version: '1.3.0' },
    preferences: { dataFolder: null, port: 47801, startAtLogin: true, notify: false, updateChannel: 'latest' },
  };
  // A browser has no desktop behind it: its answer is lent here.
  await page.route('**/api/pc.show', (route) => route.fulfill({ json: { ok: true, value: { thisPc } } }));
  await page.reload();
  await page.getByText('Version 1.3.0 is ready').waitFor();
  await camera.shoot(page, 'settings, this PC of the desktop app');
  await page.unroute('**/api/pc.show');
}

async function diagnostics(stage: Stage): Promise<void> {
  const { page, camera } = stage;
  await goTo(stage, 'Diagnostics');
  await camera.shoot(page, 'diagnostics, looking');
  await page.getByText('The database is sound.').waitFor();
  await page.getByLabel('Code', { exact: true }).fill('QBWC1012');
  await page.getByRole('article').first().waitFor();
  await page.getByRole('main').evaluate('element => element.scrollTo({ top: 0 })');
  await camera.shoot(page, 'diagnostics', 'diagnostics');
  await page.getByRole('article').first().scrollIntoViewIfNeeded();
  await camera.shoot(page, 'diagnostics, a code');
  await page.getByLabel('Code', { exact: true }).fill('');
  await page.getByText(/All known codes/).click();
  await page.getByText(/All known codes/).scrollIntoViewIfNeeded();
  await camera.shoot(page, 'diagnostics, all codes');
}

async function outside(stage: Stage): Promise<void> {
  const { page, world, camera } = stage;
  world.store.faults.add({ kind: 'firewall', by: 'wordfence', times: 1_000 });
  await goTo(stage, 'Tasks');
  await page.getByRole('button', { name: /^Run now: Orders/ }).click();
  await row(page, 'Failed').waitFor();
  await camera.shoot(page, 'tasks, one failed');
  await goTo(stage, 'Dashboard');
  await healthIs(stage, 'shopDown', 'needsYou');
  await withoutNotices(stage);
  await camera.shoot(page, 'dashboard, the shop cannot be reached');
  world.store.faults.clear();
  world.company.rename({ path: 'D:\\Copies\\Maple Street Goods (copy).qbw' });
  await world.session();
  await healthIs(stage, 'stopped', 'confirm');
  await camera.shoot(page, 'dashboard, another place of the company file');
  await button(page, 'Yes, this is my company').click();
  await page.getByRole('alertdialog').waitFor();
  await camera.shoot(page, 'dashboard, is this your company?');
  await button(page.getByRole('alertdialog'), 'Cancel').click();
}

async function loadingAndErrors(stage: Stage): Promise<void> {
  const { page, camera } = stage;
  const isFrame = (url: string): boolean => /\/api\/(status\.show|setup\.state)$/.test(url);
  for (const how of ['loading', 'an error'] as const) {
    for (const tab of TABS) {
      await goTo(stage, tab);
      await page.route('**/api/**', async (route) => {
        if (isFrame(route.request().url())) return route.fallback();
        // Held back: this is what she sees before the first answer.
        return how === 'loading' ? undefined : route.fulfill({ json: { ok: false, error: FAULT } });
      });
      await page.reload();
      await page.getByRole('heading', { level: 1, name: tab }).waitFor();
      await page.waitForTimeout(1_500);
      await camera.shoot(page, `${tab}, ${how}`);
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.reload();
      await page.getByRole('heading', { level: 1, name: tab }).waitFor();
    }
  }
}

async function lost(stage: Stage): Promise<void> {
  const { page, world, camera } = stage;
  await page.route('**/api/status.show', (route) => route.fulfill({ json: { ok: false, error: {
    code: 'folderInUse', what: 'Another Stockbridge already works in this data folder.', todo: 'Close the other one, or look in the tray whether it is running.',
  } } }));
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Stockbridge could not start' }).waitFor();
  await camera.shoot(page, 'it could not start');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.route('**/api/**', () => undefined);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Opening Stockbridge' }).waitFor();
  await camera.shoot(page, 'opening');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.reload();
  await goTo(stage, 'Orders');
  const restarting = world.restart('SIGKILL');
  await page.getByText('The bridge is starting again…').waitFor();
  await camera.shoot(page, 'the bridge is starting again');
  await restarting;
  // The page is open and its next question is turned away, as after twelve hours without use.
  await page.context().clearCookies();
  await page.getByRole('heading', { level: 1, name: 'Please sign in again' }).waitFor();
  await camera.shoot(page, 'sign in again');
}

/** From an empty data folder through the wizard to the first sync. */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright';
import { KEY, SECRET } from '../../test/e2e/browser/browserWorld.ts';
import type { Camera } from './camera.ts';
import { goods, order } from './goods.ts';
import { button, field, goTo, openStage, play, until } from './stage.ts';

const WEEK = 7 * 86_400_000;
const EMPTY_TABS = ['Dashboard', 'Pending', 'Sync log', 'Orders', 'Tasks', 'Settings', 'Diagnostics'] as const;

export async function setupScenes(browser: Browser, camera: Camera): Promise<void> {
  const orders = [...Array.from({ length: 6 }, (_, index) => order(index)), order(6, [{ sku: 'SAMPLE-SALE', quantity: 1, name: 'Second-hand chair', price: '35.00' }])];
  const stage = await openStage(browser, camera, { products: 60, goods, orders, provisioned: false });
  const { page, world } = stage;
  const heading = (name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();
  const open = (address: string): Promise<unknown> => page.goto(new URL(address, page.url()).href);
  await play(stage, async () => {
    await open('/ui/#/dashboard');
    for (const tab of EMPTY_TABS) {
      await goTo(stage, tab);
      if (tab === 'Diagnostics') await page.getByText('The database is sound.').waitFor();
      else await page.waitForTimeout(400);
      await camera.shoot(page, `no company, ${tab}`);
    }

    await open('/ui/');
    await heading('Connect your store');
    await camera.shoot(page, 'wizard store, empty', 'wizard-store');
    await button(page, 'Check sign-in').click();
    await field(page, 'Address of the shop').fill(world.store.url);
    await field(page, 'Consumer key').fill(KEY);
    await field(page, 'Consumer secret').fill('cs_of_another');
    await button(page, 'Check sign-in').click();
    await page.getByText(/consumer secret is wrong/).waitFor();
    await camera.shoot(page, 'wizard store, wrong secret');
    await field(page, 'Consumer secret').fill(SECRET);
    await button(page, 'Check sign-in').click();
    await page.getByText(/Signed in to Sample Shop/).waitFor();
    await field(page, 'Name in Stockbridge').fill('Maple Web Store');
    await camera.shoot(page, 'wizard store, signed in');
    await button(page, 'Next').click();

    await heading('Name your company');
    await field(page, 'Company name').fill('Maple Street Goods');
    await field(page, 'Password').fill('maple');
    await camera.shoot(page, 'wizard company, weak password');
    await button(page, 'Make another').click();
    await camera.shoot(page, 'wizard company, good password');
    await button(page, 'Show the password').click();
    const password = await field(page, 'Password').inputValue();
    await button(page, 'Hide the password').click();
    await button(page, 'Next').click();

    await heading('Add Stockbridge to the Web Connector');
    await camera.shoot(page, 'wizard Web Connector, waiting', 'wizard');
    await page.getByText('Tick the line and press').scrollIntoViewIfNeeded();
    await camera.shoot(page, 'wizard Web Connector, waiting, its end');
    const downloading = page.waitForEvent('download');
    await button(page, 'Download the file').click();
    world.addToConnector(readFileSync(await (await downloading).path(), 'utf8'), password);
    await world.session();
    await page.locator('[data-first-poll="came"]').waitFor({ state: 'attached' });
    await camera.shoot(page, 'wizard Web Connector, it has called');
    await button(page, 'Finish later').click();
    await page.getByText(/is not finished\./).waitFor();
    await camera.shoot(page, 'the reminder of an unfinished setup');
    await button(page, 'Continue setup').click();

    await heading('Is this your company?');
    await camera.shoot(page, 'wizard company file, the question', 'company-file');
    await button(page, 'No, it is another one').click();
    await camera.shoot(page, 'wizard company file, refused');
    await button(page, 'It is my company after all').click();
    await button(page, 'Yes, this is my company').click();

    await heading('Choose what is synchronized');
    await page.getByLabel('From this day').fill(new Date(Date.now() - WEEK).toISOString().slice(0, 10));
    await camera.shoot(page, 'wizard choices');
    await page.getByText('Items, tax and payment').click();
    await page.getByText('Items, tax and payment').scrollIntoViewIfNeeded();
    await camera.shoot(page, 'wizard choices, items and tax');
    await button(page, 'Next').click();

    await heading('See what would happen first');
    await camera.shoot(page, 'wizard preview, still reading');
    world.count((index) => (index < 3 ? 0 : 7 + (index % 12)));
    await world.session();
    await page.locator('[data-preview="complete"]').waitFor({ state: 'attached' });
    await page.waitForTimeout(500);
    await camera.shoot(page, 'wizard preview', 'preview');
    await page.getByRole('table', { name: 'Documents' }).getByRole('button', { expanded: false }).first().click();
    await camera.shoot(page, 'wizard preview, a document open');
    await page.getByText(/would be set to 0/).first().scrollIntoViewIfNeeded();
    await camera.shoot(page, 'wizard preview, the shop');
    await button(page, 'Agree and begin').click();
    await heading('Stockbridge is running');
    await camera.shoot(page, 'wizard finished');
    await world.session();
    await until('the shop has QuickBooks’ number', () => world.store.stockOf(world.skus[5] ?? '') === 12);
  });
}

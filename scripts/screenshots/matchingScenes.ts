/** The matching tab from empty to full, and what is known of one SKU. */
import type { Browser } from 'playwright';
import type { Camera } from './camera.ts';
import { goods } from './goods.ts';
import { button, goTo, openStage, play, row, until, withoutNotices } from './stage.ts';

/** As a bookkeeper writes what the shop calls `BSKT-BLK-01` and so on; the last is another thing altogether. */
const WRITTEN: readonly ((sku: string) => string)[] = [
  (sku) => sku.replaceAll('-', ' '), (sku) => sku.toLowerCase().replaceAll('-', '.'), (sku) => sku.replaceAll('-', ''),
  (sku) => sku.replace('-01', '-1'), () => 'Birthday card',
];

export async function matchingScenes(browser: Browser, camera: Camera): Promise<void> {
  const stage = await openStage(browser, camera, { products: 24, goods, orders: 0 });
  await play(stage, async () => {
    const { world, page } = stage;
    await goTo(stage, 'Matching');
    await page.getByText('Nothing to suggest', { exact: true }).waitFor();
    await camera.shoot(page, 'matching, empty');
    for (const [index, written] of WRITTEN.entries()) {
      const sku = world.skus[index] ?? '';
      world.company.editItem(sku, { manufacturerPartNumber: '' });
      world.company.renameItem(sku, written(sku));
    }
    await world.session();
    const list = async (name: string): Promise<void> => page.getByRole('tablist', { name: 'Lists' }).getByRole('tab', { name: new RegExp(`^${name}`) }).click();
    await until('the suggestions were there', async () => (await page.getByRole('tab', { name: /^Suggestions \([1-9]/ }).count()) > 0);
    await list('Suggestions');
    await page.getByRole('grid').getByRole('row').nth(1).waitFor();
    await camera.shoot(page, 'matching, suggestions', 'matching');
    await page.getByRole('grid').getByRole('row').nth(1).click();
    await page.getByRole('heading', { level: 2 }).waitFor();
    await camera.shoot(page, 'matching, a suggestion');
    for (const name of ['Listings without an item', 'Items without a listing', 'Duplicates', 'Links']) {
      await list(name);
      await page.waitForTimeout(800);
      await camera.shoot(page, `matching, ${name}`);
    }
    await goTo(stage, 'Dashboard');
    const [sku = ''] = world.skus.slice(WRITTEN.length);
    await page.getByLabel('Search').fill(sku);
    await row(page, sku).click();
    await page.getByRole('heading', { level: 2, name: `SKU ${sku}` }).waitFor();
    await page.waitForTimeout(800);
    await camera.shoot(page, 'dashboard, a SKU', 'sku');
    world.store.setStock(sku, (world.store.stockOf(sku) ?? 0) + 7);
    await button(page, 'Compare now').click();
    await page.getByText(/^The store was read/).waitFor();
    await withoutNotices(stage);
    await camera.shoot(page, 'dashboard, a SKU that QuickBooks is asked for');
    await goTo(stage, 'Tasks');
    await page.getByRole('heading', { name: 'Trigger' }).scrollIntoViewIfNeeded();
    await camera.shoot(page, 'tasks, the comparisons and the trigger');
  });
}

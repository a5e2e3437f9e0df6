/** A window on a bridge, and the few moves the scenes are made of. */
import type { Browser, Locator, Page } from 'playwright';
import { openBrowserWorld, type BrowserWorld, type BrowserWorldOptions } from '../../test/e2e/browser/browserWorld.ts';
import type { Camera } from './camera.ts';

export type Stage = { readonly world: BrowserWorld; readonly page: Page; readonly camera: Camera; readonly close: () => Promise<void> };

export async function openStage(browser: Browser, camera: Camera, options: BrowserWorldOptions): Promise<Stage> {
  const world = await openBrowserWorld(options);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', acceptDownloads: true });
  page.setDefaultTimeout(60_000);
  await page.goto(world.ui);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return {
    world, page, camera,
    async close() {
      await page.close();
      await world.close();
    },
  };
}

/** Plays and closes. What the window showed when a scene got stuck is kept with the others. */
export async function play(stage: Stage, scenes: () => Promise<void>): Promise<void> {
  try {
    await scenes();
  } catch (error) {
    await stage.camera.shoot(stage.page, 'stuck here');
    throw error;
  } finally {
    await stage.close();
  }
}

export async function goTo({ page }: Stage, tab: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Tabs' }).getByRole('link', { name: tab }).click();
  await page.getByRole('heading', { level: 1, name: tab }).waitFor();
}

export const button = (where: Page | Locator, name: string): Locator => where.getByRole('button', { name, exact: true });
export const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name });
export const row = (page: Page, text: string | RegExp): Locator => page.getByRole('row').filter({ hasText: text }).first();

/** Waits until the page's status word (data-reason of the dashboard) is one of these. */
export async function healthIs({ page }: Stage, ...reasons: readonly string[]): Promise<void> {
  await page.locator(reasons.map((reason) => `[data-reason="${reason}"]`).join(', ')).waitFor({ timeout: 120_000 });
}

/** Asks the question again until its answer is yes. */
export async function until(what: string, ask: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await ask()) return;
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
  throw new Error(`It did not happen within two minutes: ${what}.`);
}

/** A notice lies over the page for some seconds; pictures are taken without it. */
export async function withoutNotices({ page }: Stage): Promise<void> {
  const close = page.locator('[role="status"][aria-live="polite"]').getByRole('button', { name: 'Close' });
  await until('the notice went away', async () => {
    if (await close.count() === 0) return true;
    // It may go by itself meanwhile.
    await close.click({ timeout: 500 }).catch(() => undefined);
    return false;
  });
}

/** Playwright's test with a whole bridge behind it, signed in, that fails on whatever the content security policy or the page itself complains about. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { openBrowserWorld, type BrowserWorld, type BrowserWorldOptions } from './browserWorld.ts';

export { expect };

type Workers = { readonly options: BrowserWorldOptions; readonly world: BrowserWorld; readonly signedIn: SignedIn };
type SignedIn = {
  readonly cookies: {
    readonly name: string;
    readonly value: string;
    readonly domain: string;
    readonly path: string;
    readonly httpOnly: boolean;
    readonly sameSite: 'Strict';
  }[];
  readonly origin: string;
};
type Tests = { readonly window: Page };

/** Make a test of your own with the size of the world: `const test = browserTest({ products: 40 })`. */
export function browserTest(options: BrowserWorldOptions) {
  return base.extend<Tests, Workers>({
    options: [options, { scope: 'worker' }],
    world: [async ({ options: wanted }, use) => {
      const world = await openBrowserWorld(wanted);
      await use(world);
      await world.close();
    }, { scope: 'worker', timeout: 120_000 }],
    // The code works once; every test of the file goes on with the cookie it became.
    signedIn: [async ({ world }, use) => {
      const answer = await fetch(world.ui, { redirect: 'manual' });
      const [pair = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
      const [name = '', value = ''] = pair.split('=');
      await use({ cookies: [{ name, value, domain: 'localhost', path: '/', httpOnly: true, sameSite: 'Strict' }], origin: new URL(world.ui).origin });
    }, { scope: 'worker' }],
    window: async ({ page, context, signedIn }, use) => {
      const complaints: string[] = [];
      await context.addCookies([...signedIn.cookies]);
      await page.exposeFunction('complain', (text: string) => { complaints.push(text); });
      await page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) => complain(event.violatedDirective + ' ' + event.blockedURI));`);
      page.on('pageerror', (error) => { complaints.push(error.message); });
      page.on('console', (message) => { if (message.type() === 'error' && !/Failed to load resource|ERR_/.test(message.text())) complaints.push(message.text()); });
      await page.goto(`${signedIn.origin}/ui/#/dashboard`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await use(page);
      expect(complaints).toEqual([]);
    },
  });
}

export async function goTo(page: Page, tab: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Tabs' }).getByRole('link', { name: tab }).click();
  await expect(page.getByRole('heading', { level: 1, name: tab })).toBeVisible();
}

/** Two frames later, and no transition on its way: also the shortest one shows its first colour until the next frame, which a busy machine draws late. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => new Promise<void>((resolve) => { requestAnimationFrame(() => { requestAnimationFrame(() => { resolve(); }); }); }));
  await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running' || one.effect?.getComputedTiming().endTime === Infinity));
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * WCAG A and AA in light and dark, no rule disabled. "Legacy" is axe within the page itself, without a second page to merge what frames of other origins found:
 * the window has no frames, and it takes half the time. Left out are the empty elements with which Fluent's focus manager (tabster) catches the Tab key: nobody
 * can stay on them.
 */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await settle(page);
    const { violations } = await new AxeBuilder({ page }).exclude('[data-tabster-dummy]')
      .options({ runOnly: { type: 'tag', values: WCAG }, resultTypes: ['violations'] }).setLegacyMode(true).analyze();
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${what}, ${colorScheme}: ${id} ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
    expect(found).toEqual([]);
  }
}

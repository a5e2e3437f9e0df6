/** What a page could do if it fell into the wrong hands: nothing beyond the contract. */
import { expect, test } from './desktopApp.ts';

test('the page has no Node and no Electron', async ({ launcher }) => {
  const { page } = await launcher.launch();
  expect(await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'].filter((name) => name in window))).toEqual([]);
  const preferences = await (await launcher.launch()).app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    const { sandbox, contextIsolation, nodeIntegration, webSecurity } = (window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity };
  });
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
});

test('the page can neither leave nor open windows nor ask for permissions', async ({ launcher }) => {
  const { page, app } = await launcher.launch();
  const address = 'app://stockbridge/index.html';
  // The page's own route stands behind the #.
  const place = (): string => page.url().replace(/#.*$/, '');
  expect(place()).toBe(address);
  for (const target of ['https://example.org/', 'file:///etc/passwd', 'data:text/html,hello', 'app://elsewhere/index.html']) {
    await page.evaluate((url) => { location.href = url; }, target).catch(() => undefined);
    await page.waitForTimeout(100);
    expect([target, place()]).toEqual([target, address]);
  }
  // An empty page passes by Chromium's throttles; it gets no port, and the window returns.
  await page.evaluate(() => { location.href = 'about:blank'; });
  await expect.poll(place).toBe(address);
  await page.waitForFunction(() => window.stockbridgeProbe.ports.length > 0);
  expect(await page.evaluate(() => window.open('app://stockbridge/index.html') === null)).toBe(true);
  expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  for (const name of ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'] as const) {
    expect([name, await page.evaluate(async (permission) => (await navigator.permissions.query({ name: permission as PermissionName })).state, name)]).toEqual([name, 'denied']);
  }
  expect(await page.evaluate(() => navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given', () => 'denied'))).toBe('denied');
});

test('the files carry the policy, and only the window\'s own are served', async ({ launcher }) => {
  const { page } = await launcher.launch();
  const { policy, strange } = await page.evaluate(async () => {
    const own = await fetch('app://stockbridge/index.html');
    const status = async (url: string): Promise<number> => (await fetch(url)).status;
    return {
      policy: own.headers.get('content-security-policy') ?? '',
      strange: await Promise.all([
        'app://stockbridge/../package.json', 'app://stockbridge/%2e%2e/package.json', 'app://stockbridge/..%2fmain%2fmain.mjs',
        'app://stockbridge/none.js', 'app://stockbridge/%',
      ].map(status)),
    };
  });
  expect(strange).toEqual([404, 404, 404, 404, 404]);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe|https?:/);
});

test.describe('what the policy stops', () => {
  test.use({ toleratesViolations: true });

  test('is stopped, and would have been noticed', async ({ launcher }) => {
    const { page } = await launcher.launch();
    const outcome = await page.evaluate(async () => {
      const attempts: Record<string, string> = {};
      const attempt = async (name: string, work: () => unknown): Promise<void> => {
        // From a timer: what a debugger runs at once may do what the page may not.
        await new Promise((resolve) => setTimeout(resolve, 0));
        try {
          await work();
          attempts[name] = 'done';
        } catch {
          attempts[name] = 'refused';
        }
      };
      await attempt('eval', () => (0, eval)('1 + 1'));
      await attempt('fetch elsewhere', () => fetch('https://example.org/'));
      await attempt('markup as text', () => { document.body.innerHTML = '<b>text</b>'; });
      await attempt('script in the page', () => { document.head.append(Object.assign(document.createElement('script'), { textContent: 'window.reached = true' })); });
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { attempts, reached: 'reached' in window, noticed: window.stockbridgeProbe.violations.length };
    });
    expect(outcome.attempts).toMatchObject({ 'eval': 'refused', 'fetch elsewhere': 'refused', 'markup as text': 'refused' });
    expect(outcome.reached).toBe(false);
    expect(outcome.noticed).toBeGreaterThanOrEqual(3);
  });
});

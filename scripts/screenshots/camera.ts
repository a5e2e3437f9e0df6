/** Takes the pictures: those of the documentation, or every state three ways (light, dark, 125 %) with a word about text that does not fit. */
import { Buffer } from 'node:buffer';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CDPSession, Page } from 'playwright';

/** The project's root, where `docs/images` lies. */
export const root = path.resolve(import.meta.dirname, '../..');

export type Camera = {
  /**
   * A picture of the window as it is now. `name`: of the state, for `--all`. `page`: its name in docs/images without `.png`; left out, the documentation does
   * not show it.
   */
  readonly shoot: (window: Page, name: string, page?: string) => Promise<void>;
  /** What did not fit, a line each. */
  readonly complaints: () => readonly string[];
};

type Mode = { readonly name: string; readonly scheme: 'light' | 'dark'; readonly width: number; readonly height: number; readonly scale: number };

const LIGHT: Mode = { name: 'light', scheme: 'light', width: 1280, height: 800, scale: 1 };
/** 125 % on the same screen leaves the page 1024 × 640 of its own pixels. */
const MODES: readonly Mode[] = [LIGHT, { ...LIGHT, name: 'dark', scheme: 'dark' }, { name: '125', scheme: 'light', width: 1024, height: 640, scale: 1.25 }];

/** Runs in the page. What is cut off: a page wider than the window, and text in a box that is too small for it and has no way to scroll. */
const LOOK = `(() => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page is wider than the window');
  for (const element of document.querySelectorAll('body *')) {
    const style = getComputedStyle(element);
    const isText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    if (!isText || element.clientWidth < 2 || style.visibility === 'hidden') continue;
    if (style.overflowX !== 'visible' && style.overflowX !== 'auto' && style.overflowX !== 'scroll' && element.scrollWidth > element.clientWidth + 1) found.push('cut: ' + element.textContent.trim().slice(0, 80));
  }
  return [...new Set(found)];
})()`;

/** One line: a table has the same complaint in every row. */
function wordsOn(picture: string, found: readonly string[]): readonly string[] {
  const [first] = found;
  return first === undefined ? [] : [`${picture}: ${first}${found.length === 1 ? '' : `, and ${String(found.length - 1)} more`}`];
}

/** `all`: a folder for every state; null: only the pictures of the documentation, into docs/images. */
export function createCamera(all: string | null): Camera {
  const folder = all ?? path.join(root, 'docs', 'images');
  mkdirSync(folder, { recursive: true });
  const sessions = new WeakMap<Page, CDPSession>();
  const said: string[] = [];
  let count = 0;

  const session = async (window: Page): Promise<CDPSession> => {
    const open = sessions.get(window) ?? await window.context().newCDPSession(window);
    sessions.set(window, open);
    return open;
  };
  const set = async (window: Page, mode: Mode): Promise<void> => {
    await window.emulateMedia({ colorScheme: mode.scheme, reducedMotion: 'reduce' });
    // Nothing under the mouse: what it would light up changes with the size of the page.
    await window.mouse.move(2, 2);
    await (await session(window)).send('Emulation.setDeviceMetricsOverride', { width: mode.width, height: mode.height, deviceScaleFactor: mode.scale, mobile: false });
    // Two frames and a little: the page lays itself out, and what depends on its size (rows on screen, colours that fade) follows.
    await window.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 150))))');
  };
  const take = async (window: Page, mode: Mode, file: string): Promise<void> => {
    await set(window, mode);
    const { data } = await (await session(window)).send('Page.captureScreenshot', { format: 'png' });
    writeFileSync(file, Buffer.from(data, 'base64'));
    if (all !== null) said.push(...wordsOn(path.basename(file), await window.evaluate<readonly string[]>(LOOK)));
  };

  return {
    async shoot(window, name, page) {
      if (all === null) {
        if (page !== undefined) await take(window, LIGHT, path.join(folder, `${page}.png`));
        return;
      }
      count += 1;
      for (const mode of MODES) await take(window, mode, path.join(folder, `${String(count).padStart(2, '0')} ${name} ${mode.name}.png`));
      await set(window, LIGHT);
    },
    complaints: () => said,
  };
}

/** The window with 100,000 pending rows and 1,000,000 log lines, in a real Chromium before a real `serve`: first paint, first row, search, the key End, and whether it stutters while scrolling. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { build } from 'vite';
import type { Bench, BenchOptions, Measure } from './measure.ts';
import { OLDEST, PENDING, pendingWith, sample, windowData } from './windowData.ts';
import { WATCH, type Watch } from './windowWatch.ts';

/** As in playwright.config.ts. */
const CHROMIUM = '/usr/bin/chromium';
const SIZE = { width: 1280, height: 800 };
/** Milliseconds between two keys of somebody who types fast. */
const KEY_DELAY = 60;
const WHEEL_TURNS = 200;
const DRAGS = 40;
const FRAME = 16;
/** Milliseconds in which what a page does after its first rows has ended. */
const CALM = 700;

declare const watch: Watch;

type Tab = 'pending' | 'log';
type Search = { readonly key: string; readonly what: string; readonly text: (run: number) => string; readonly wanted: (text: string) => { readonly total?: number; readonly part?: string } };

/** Each ends with a digit that changes the result, so that an answer to a shorter word is not taken for the right one; each run asks for something else, so that nothing is known before. */
const SEARCHES: Readonly<Record<Tab, readonly Search[]>> = {
  pending: [
    { key: 'sku', what: 'search for one SKU', text: (run) => sample(31_415 + run * 1_111).sku.slice(-6), wanted: (text) => ({ total: pendingWith(text) }) },
    { key: 'wide', what: 'search for part of many names', text: (run) => `model 0${String(run % 10)}`, wanted: (text) => ({ total: pendingWith(text) }) },
  ],
  log: [
    { key: 'sku', what: 'search for one SKU', text: (run) => sample(31_415 + run * 1_111).sku.slice(-6), wanted: (part) => ({ part }) },
    { key: 'wide', what: 'search for the beginning of a word of 90,000 lines', text: (run) => `shows 0${String(run % 10)}`, wanted: (text) => ({ part: `-${text.slice(-2)}` }) },
    { key: 'order', what: 'search for one order', text: (run) => String(13_141 + run * 1_111), wanted: (text) => ({ part: `Order ${text}` }) },
  ],
};
const NAMES: Readonly<Record<Tab, string>> = { pending: 'Pending', log: 'Sync log' };


export const windowBench: Bench = { name: 'window', about: 'the window with 100,000 pending rows and 1,000,000 log lines', run };

type Served = { readonly ui: string; readonly stop: () => Promise<void> };
/** `processor`: milliseconds of the processor that the page's main thread has used until its first row; unlike the clock, it does not depend on what else the machine does. */
type Opened = { readonly page: Page; readonly processor: number };
type Taken = Map<string, { readonly measure: Omit<Measure, 'runs'>; readonly runs: number[] }>;

async function run({ root, runs, say }: BenchOptions): Promise<readonly Measure[]> {
  const folder = await windowData(root, say);
  const built = path.join(root, '.cache', 'bench', 'built');
  say('building the window …');
  await build({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'warn', build: { outDir: built, emptyOutDir: true } });
  const served = await startServe(root, folder, built);
  const browser = await chromium.launch({ args: ['--no-sandbox'], ...(existsSync(CHROMIUM) ? { executablePath: CHROMIUM } : {}) });
  const taken: Taken = new Map();
  try {
    const open = await signIn(browser, served.ui);
    // The first page warms the engine and the browser up; what it takes is nobody's daily life.
    await (await open('pending')).page.close();
    for (let index = 0; index < runs; index += 1) {
      say(`run ${String(index + 1)} of ${String(runs)}`);
      for (const tab of ['pending', 'log'] as const) await oneRun(open, tab, index, taken);
    }
  } finally {
    await browser.close();
    await served.stop();
  }
  return [...taken.values()].map(({ measure, runs: values }) => ({ ...measure, runs: values }));
}

async function oneRun(open: (tab: Tab) => Promise<Opened>, tab: Tab, index: number, taken: Taken): Promise<void> {
  const note = (measure: Omit<Measure, 'runs' | 'unit'>, value: number): void => {
    const known = taken.get(measure.key) ?? { measure: { ...measure, unit: 'ms' }, runs: [] };
    known.runs.push(Math.round(value * 10) / 10);
    taken.set(measure.key, known);
  };
  const { page, processor } = await open(tab);
  const first = await page.evaluate(() => watch.first);
  await page.waitForTimeout(CALM);
  const { contentful, largest } = await page.evaluate(() => watch.paints());
  // The bound is on the first paint. That shows the frame; when the data is there is told beside it, and is the figure to work on.
  note({ key: `${tab}.firstContentfulPaint`, what: `${NAMES[tab]}: opened, first contentful paint`, most: 500 }, contentful);
  note({ key: `${tab}.largestContentfulPaint`, what: `${NAMES[tab]}: opened, largest contentful paint` }, largest);
  note({ key: `${tab}.firstRow`, what: `${NAMES[tab]}: opened, first row of data to be seen` }, first);
  note({ key: `${tab}.processor`, what: `${NAMES[tab]}: processor time of the page until then` }, processor);
  note({ key: `${tab}.longestTask`, what: `${NAMES[tab]}: longest task while scrolling (0: none of 50 ms)`, most: 100, judged: 'worst' }, await scroll(page));
  await page.close();
  for (const search of SEARCHES[tab]) {
    const { page: fresh } = await open(tab);
    note({ key: `${tab}.search.${search.key}`, what: `${NAMES[tab]}: ${search.what}`, most: 200 }, await type(fresh, search, index));
    await fresh.close();
  }
  const { page: last } = await open(tab);
  note({ key: `${tab}.end`, what: `${NAMES[tab]}: End, last row to be seen`, most: 300 }, await end(last, tab === 'log' ? OLDEST : sample(PENDING - 1).sku));
  await last.close();
}

async function type(page: Page, { text, wanted }: Search, index: number): Promise<number> {
  const words = text(index);
  await page.waitForTimeout(CALM);
  await page.getByRole('searchbox').click();
  const shown = page.evaluate(([searched, result]) => watch.search(searched, result), [words, wanted(words)] as const);
  await page.keyboard.type(words, { delay: KEY_DELAY });
  return shown;
}

async function end(page: Page, last: string): Promise<number> {
  await page.waitForTimeout(CALM);
  const shown = page.evaluate((part) => watch.end(part), last);
  await page.waitForTimeout(100);
  await page.keyboard.press('End');
  return shown;
}

/** Down by the wheel through thousands of rows, back up, then all over the list by the scroll bar. */
async function scroll(page: Page): Promise<number> {
  await page.mouse.move(SIZE.width / 2, SIZE.height / 2 + 100);
  await page.evaluate(() => { watch.listen(); });
  for (let turn = 0; turn < WHEEL_TURNS; turn += 1) {
    await page.mouse.wheel(0, turn < WHEEL_TURNS * 0.7 ? 900 : -900);
    await page.waitForTimeout(FRAME);
  }
  for (let drag = 0; drag < DRAGS; drag += 1) {
    await page.evaluate((part) => { watch.drag(part); }, ((drag * 17) % DRAGS) / DRAGS);
    await page.waitForTimeout(FRAME * 2);
  }
  await page.waitForTimeout(CALM);
  return page.evaluate(() => watch.longest());
}

/** Every page is one of a new user of the PC: nothing in the browser's memory but the cookie. */
async function signIn(browser: Browser, ui: string): Promise<(tab: Tab) => Promise<Opened>> {
  const answer = await fetch(ui, { redirect: 'manual' });
  const [pair = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
  const [name = '', value = ''] = pair.split('=');
  return async (tab) => {
    const context = await browser.newContext({ viewport: SIZE });
    await context.addCookies([{ name, value, domain: 'localhost', path: '/', httpOnly: true, sameSite: 'Strict' }]);
    const page = await context.newPage();
    page.on('close', () => { void context.close(); });
    await page.addInitScript(WATCH);
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(`${new URL(ui).origin}/ui/#/${tab}`);
    await page.evaluate(() => watch.first);
    const { metrics } = await session.send('Performance.getMetrics');
    return { page, processor: (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? NaN) * 1_000 };
  };
}

async function startServe(root: string, folder: string, built: string): Promise<Served> {
  const child = spawn(process.execPath, [path.join(root, 'bench', 'windowServe.ts'), folder, built], { cwd: root, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const first = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.once('exit', (code) => { reject(new Error(`serve ended with ${String(code)}`)); });
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString();
      if (said.includes('\n')) resolve(said);
    });
  });
  const { ui } = JSON.parse(first) as { readonly ui: string };
  return { ui, stop: () => stopped(child) };
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => { resolve(); });
    child.kill('SIGTERM');
  });
}

/** Starts the desktop program in a real Electron, each time in a user folder of its own, and looks at it from outside as a user or the system would. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { portMessage } from '../../../src/contract/port.ts';
import type { Answer } from '../../../src/contract/wire.ts';

/** `node`: the engine is forked under this Node. `utility`: in Electron's utilityProcess, as shipped. */
export type Mode = 'node' | 'utility';

export type Desktop = {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Of Electron's main process. */
  readonly pid: number;
  readonly userFolder: string;
  readonly dataFolder: string;
  /** Process id of the engine that was started last. */
  readonly enginePid: () => number;
  /** How many engines have been started so far. */
  readonly engines: () => number;
  /** Calls the engine as the page does, over the page's own port. */
  readonly call: (name: string, input: unknown) => Promise<Answer>;
  /** Ports that were handed to the page since it was loaded, and those that have closed; a page may get two in a row, and uses the newer. */
  readonly ports: () => Promise<{ readonly given: number; readonly closed: number }>;
  readonly quit: () => Promise<void>;
};

export type LaunchOptions = { readonly mode?: Mode; readonly userFolder?: string; readonly args?: readonly string[]; readonly executablePath?: string };

/** What the page's own script sees of the ports, kept where a test can read it. */
type Probe = { ports: MessagePort[]; closed: number; calls: number; violations: string[] };
declare global {
  interface Window { stockbridgeProbe: Probe }
}

/** Without a graphics card Chromium's graphics process ends and is tried again, and in 1 of 40 starts the page waits for it for ever; so it is not tried. */
export const GRAPHICS: readonly string[] = process.platform === 'linux' ? ['--disable-gpu'] : [];

/** Far from the numbers the page itself uses. */
const FIRST_CALL = 1_000_000_000;

function probe(): void {
  const kept: Probe = { ports: [], closed: 0, calls: 0, violations: [] };
  window.stockbridgeProbe = kept;
  document.addEventListener('securitypolicyviolation', (event) => kept.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
  window.addEventListener('message', (event) => {
    const [port] = event.ports;
    if (port === undefined) return;
    kept.ports.push(port);
    port.addEventListener('close', () => { kept.closed += 1; });
  });
}

export function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run these tests with "npm run test:desktop".`);
  return value;
}

export function enginesIn(userFolder: string): readonly number[] {
  const log = path.join(userFolder, 'desktop.log');
  if (!existsSync(log)) return [];
  return readFileSync(log, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { readonly text: string; readonly pid?: number })
    .flatMap(({ text, pid }) => (text === 'the engine runs' && pid !== undefined ? [pid] : []));
}

/** Running, and not a zombie that waits to be collected (proc(5)). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** The process and everything it has started, Linux only; elsewhere the process alone. */
export function processTree(root: number): readonly number[] {
  if (process.platform !== 'linux') return [root];
  const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const parent = Number(/^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1]);
      return [[Number(name), parent] as const];
    } catch {
      return [];
    }
  });
  const found = [root];
  for (const pid of found) found.push(...parents.filter(([, parent]) => parent === pid).map(([child]) => child));
  return found;
}

/** Milliseconds. */
const CALL_PATIENCE = 20_000;

/** Called over the newest port. A reload while the page still loads gives it two in a row, and it closes the older one: then the call is made again. */
async function callOver(page: Page, name: string, input: unknown): Promise<Answer> {
  const raw = await page.evaluate(async ([first, call, given, patience]) => {
    const kept = window.stockbridgeProbe;
    const port = kept.ports.at(-1);
    if (port === undefined) throw new Error('the page has no port');
    const id = first + (kept.calls += 1);
    return new Promise((resolve, reject) => {
      const started = performance.now();
      const timer = setInterval(() => {
        if (kept.ports.at(-1) !== port) resolve(null);
        else if (performance.now() - started > patience) reject(new Error('no answer came'));
        else return;
        clearInterval(timer);
      }, 50);
      port.addEventListener('message', (event: MessageEvent<{ id?: number }>) => {
        if (event.data.id !== id) return;
        clearInterval(timer);
        resolve(event.data);
      });
      port.addEventListener('close', () => { reject(new Error('the port closed')); });
      port.postMessage({ id, call, input: given });
    });
  }, [FIRST_CALL, name, input, CALL_PATIENCE] as const);
  if (raw === null) return callOver(page, name, input);
  const read = portMessage.parse(raw);
  if (!('answer' in read)) throw new Error('not an answer');
  return read.answer;
}

export type Launcher = { readonly launch: (options?: LaunchOptions) => Promise<Desktop>; readonly folder: () => string };

/** Violations of the content security policy, in every window of the test. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  if (page.isClosed()) return [];
  return page.evaluate(async () => {
    const seen: string[] = [...window.stockbridgeProbe.violations];
    // Also what happened before anybody listened.
    await new Promise<void>((resolve) => {
      new ReportingObserver((reports) => {
        for (const report of reports) seen.push(JSON.stringify(report.body));
        resolve();
      }, { types: ['csp-violation'], buffered: true }).observe();
      setTimeout(resolve, 100);
    });
    return seen;
  }).catch(() => []);
}

async function launchDesktop(userFolder: string, options: LaunchOptions): Promise<Desktop> {
  const mode = options.mode ?? 'node';
  base.skip(mode === 'utility' && process.env['STOCKBRIDGE_TEST_UTILITY_APP'] === undefined, 'this runtime has no SQLite: see scripts/electronSqlite.ts');
  const environment = Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined || name === 'NODE_OPTIONS' ? [] : [[name, value]])));
  const isPacked = options.executablePath !== undefined;
  const appFolder = isPacked ? [] : [fromEnvironment(mode === 'node' ? 'STOCKBRIDGE_TEST_APP' : 'STOCKBRIDGE_TEST_UTILITY_APP')];
  const app = await _electron.launch({
    args: [...GRAPHICS, ...appFolder, `--user-data-dir=${userFolder}`, ...(isPacked ? ['--hidden'] : []), ...(options.args ?? [])],
    env: { ...environment, ...(mode === 'node' ? { STOCKBRIDGE_ENGINE_NODE: process.execPath } : {}) },
    timeout: 30_000,
    ...(options.executablePath === undefined ? {} : { executablePath: options.executablePath }),
  });
  // Playwright makes an unpacked program wait until it has connected; a packed one does not wait, and a window that loads meanwhile can hang the connection for
  // ever. So the packed one starts without a window and gets it the way a second start would bring it.
  if (isPacked) {
    await expect.poll(() => enginesIn(userFolder).length, { timeout: 20_000 }).toBeGreaterThan(0);
    await app.evaluate(({ app: electron }) => { electron.emit('second-instance'); });
  }
  const page = await app.firstWindow();
  // Asked of the program, and before anything is asked of the page: Playwright hangs when it adds a script while the first load exchanges the page's process.
  await expect.poll(
    () => app.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL() !== '' && !webContents.isLoading()),
    ),
    { timeout: 20_000 },
  ).toEqual([true]);
  await page.context().addInitScript(probe);
  // Loaded again with the probe inside; the program gives the page a new port at every load.
  await app.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.webContents.reload(); });
  await page.waitForFunction(() => 'stockbridgeProbe' in window && window.stockbridgeProbe.ports.length > 0);
  await expect.poll(() => enginesIn(userFolder).length, { timeout: 20_000 }).toBeGreaterThan(0);
  const pid = app.process().pid ?? 0;
  return {
    app, page, pid, userFolder,
    dataFolder: path.join(userFolder, 'data'),
    enginePid: () => enginesIn(userFolder).at(-1) ?? 0,
    engines: () => enginesIn(userFolder).length,
    call: (name, input) => callOver(page, name, input),
    ports: () => page.evaluate(() => ({ given: window.stockbridgeProbe.ports.length, closed: window.stockbridgeProbe.closed })),
    quit: async () => {
      // Not waited for: the answer may be lost with the process.
      void app.evaluate(({ app: electron }) => { electron.quit(); }).catch(() => undefined);
      await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
    },
  };
}

type Options = { readonly toleratesViolations: boolean };

/** `launcher` starts programs and, at the end, ends them and looks for violations of the content security policy in all of them. */
export const test = base.extend<{ launcher: Launcher } & Options>({
  toleratesViolations: [false, { option: true }],
  launcher: async ({ toleratesViolations }, use) => {
    const folders: string[] = [];
    const started: { readonly desktop: Desktop; readonly said: string[] }[] = [];
    const folder = (): string => {
      const made = mkdtempSync(path.join(tmpdir(), 'stockbridge-desktop-'));
      folders.push(made);
      return made;
    };
    await use({
      folder,
      launch: async (options = {}) => {
        const desktop = await launchDesktop(options.userFolder ?? folder(), options);
        const said: string[] = [];
        desktop.page.on('console', (message) => { if (/Content Security Policy|Refused to/.test(message.text())) said.push(message.text()); });
        started.push({ desktop, said });
        return desktop;
      },
    });
    const violations: string[] = [];
    for (const { desktop, said } of started) {
      violations.push(...said);
      if (!isAlive(desktop.pid)) continue;
      violations.push(...(await violationsOf(desktop.page)));
      const tree = processTree(desktop.pid);
      for (const one of tree) if (isAlive(one)) process.kill(one, 'SIGKILL');
    }
    for (const made of folders) rmSync(made, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    if (!toleratesViolations) expect(violations).toEqual([]);
  },
});

export { expect };

/** The Chromium for browser tests and screenshots: the system's own, Playwright's own, and where there is neither, whichever can be had. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium, type LaunchOptions } from 'playwright';
import { provideSystemPackages } from './systemPackages.ts';

const root = path.resolve(import.meta.dirname, '..');
const SYSTEM = '/usr/bin/chromium';
/** Seconds for Playwright's download. */
const DOWNLOAD_SECONDS = 120;

/** How to start it; Chromium refuses its sandbox to root, which nobody but a build machine is. */
export function chromiumOptions(): LaunchOptions {
  return { args: process.getuid?.() === 0 ? ['--no-sandbox'] : [], ...(existsSync(SYSTEM) ? { executablePath: SYSTEM } : {}) };
}

function say(line: string): void {
  console.error(`chromium: ${line}`);
}

async function starts(): Promise<string | null> {
  try {
    const browser = await chromium.launch(chromiumOptions());
    const version = browser.version();
    await browser.close();
    return version;
  } catch (cause) {
    say(String(cause instanceof Error ? cause.message : cause).split('\n')[0] ?? '');
    return null;
  }
}

function download(): void {
  say(`loading Playwright's own (at most ${DOWNLOAD_SECONDS} s)`);
  const cli = path.join(root, 'node_modules', 'playwright', 'cli.js');
  const done = spawnSync(process.execPath, [cli, 'install', 'chromium'], { cwd: root, encoding: 'utf8', timeout: DOWNLOAD_SECONDS * 1_000, killSignal: 'SIGKILL' });
  if (done.status !== 0) say(`that did not work: ${/\b(E[A-Z_]{4,}|Error: [^\n]*)/.exec(done.stderr)?.[0] ?? done.error?.message ?? 'no reason given'}`);
}

/** Starts it, getting it first where it is missing. False: there is none, which has been said. */
export async function provideChromium(): Promise<boolean> {
  for (const getIt of [null, download, () => { provideSystemPackages('browser', say); }]) {
    getIt?.();
    const version = await starts();
    if (version === null) continue;
    say(`${version}, ${existsSync(SYSTEM) ? SYSTEM : 'Playwright\'s own'}`);
    return true;
  }
  return false;
}

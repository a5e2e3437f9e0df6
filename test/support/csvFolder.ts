/** Real folders for a test, each with the connector open on it, a clock that the test moves, and a disk that can fail. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import { instant, type Instant } from '../../src/domain/calendar.ts';
import type { ListingRecord } from '../../src/domain/listing.ts';
import { createCsvFolder } from '../../src/stores/csv/csvFolder.ts';
import { realDisk } from '../../src/stores/csv/disk.ts';
import type { ListingPage, OrderPage, Store, StoreFailure } from '../../src/stores/store.ts';
import { failingDisk, type FailingDisk } from './failingDisk.ts';

const START = Date.UTC(2026, 10, 21, 12, 0, 0);

export type TestFolder = {
  readonly root: string;
  readonly disk: FailingDisk;
  readonly store: Store;
  readonly sleeps: number[];
  now(): Instant;
  advance(milliseconds: number): void;
  /** `age`: milliseconds since the file was last written. */
  put(name: string, text: string | Buffer, age?: number): void;
  get(name: string): string;
  names(folder: string): readonly string[];
  close(): void;
};

export type OpenFolder = (onSleep?: (folder: TestFolder) => void, timeoutSeconds?: number) => TestFolder;

/** Opens a folder for the test that runs; gone after it. `onSleep` runs while the connector waits, as another program would. */
export function testFolders(): OpenFolder {
  const folders: TestFolder[] = [];
  afterEach(() => { for (const one of folders.splice(0)) one.close(); });
  return (onSleep, timeoutSeconds) => {
    const made = openFolder(onSleep, timeoutSeconds);
    folders.push(made);
    return made;
  };
}

function openFolder(onSleep: (folder: TestFolder) => void = () => undefined, timeoutSeconds = 20): TestFolder {
  const root = mkdtempSync(join(tmpdir(), 'stockbridge-csv-'));
  let clock = START;
  const sleeps: number[] = [];
  const disk = failingDisk(realDisk, () => clock);
  const store = createCsvFolder(disk).open({
    url: root, secrets: {}, timeoutSeconds, now: () => instant(clock), random: () => 0.5,
    sleep(milliseconds) {
      sleeps.push(milliseconds);
      onSleep(folder);
      return Promise.resolve();
    },
  });
  const folder: TestFolder = {
    root, disk, store, sleeps,
    now: () => instant(clock),
    advance(milliseconds) { clock += milliseconds; },
    put(name, text, age = 60_000) {
      const path = join(root, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      utimesSync(path, (clock - age) / 1_000, (clock - age) / 1_000);
    },
    get: (name) => readFileSync(join(root, name), 'utf8'),
    names: (name) => readdirSync(join(root, name)).sort(),
    close() { rmSync(root, { recursive: true, force: true }); },
  };
  return folder;
}

export const open = new AbortController().signal;

export function value<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: StoreFailure }): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.what} ${result.error.todo}`);
  return result.value;
}

/** Pulls to the end from a cursor; all pages as one. */
export async function pullAll(
  { store }: Pick<TestFolder, 'store'>,
  from: string | null = null,
): Promise<Required<Pick<OrderPage, 'orders' | 'unreadable' | 'readable' | 'cursor'>> & { readonly pages: number }> {
  const pages: OrderPage[] = [];
  for (let cursor = from; ;) {
    const page = value(await store.pullOrders(cursor, instant(0), open));
    pages.push(page);
    cursor = page.cursor;
    if (!page.more) return {
      orders: pages.flatMap((one) => one.orders),
      unreadable: pages.flatMap((one) => one.unreadable),
      readable: pages.flatMap((one) => one.readable ?? []),
      cursor,
      pages: pages.length,
    };
  }
}

export async function listAll({ store }: Pick<TestFolder, 'store'>): Promise<readonly ListingRecord[]> {
  const found: ListingRecord[] = [];
  for (let cursor: string | null = null; ;) {
    const page: ListingPage = value(await store.pullListings(cursor, open));
    found.push(...page.listings);
    cursor = page.cursor;
    if (!page.more) return found;
  }
}

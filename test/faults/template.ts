/** Data folders ready to be copied: creating the tables and hashing a password would cost more than a run. */
import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from '../../scripts/scratchFolder.ts';
import { readProvisioning } from '../../src/contract/provisioning.ts';
import { instant } from '../../src/domain/calendar.ts';
import { provision } from '../../src/engine/act/provision.ts';
import { openDatabase, type OpenedDb } from '../../src/engine/db/open.ts';
import type { HostPorts } from '../../src/engine/ports.ts';
import { copyAsAfterCrash } from './crashCopy.ts';
import { shopsOf } from './makeStory.ts';
import type { CompanySpec, WorldSpec } from './story.ts';

export const KEY = 'ck_faults';
export const SECRET = 'cs_faults';
export const PASSWORD = 'correct horse';

export function fileIdOf(company: number): string {
  return `{0000000${String(company + 1)}-2222-4333-8444-555555555555}`;
}

/** Each shop has a number of its own in the whole world, and a letter for its RefNumbers. */
export function shopName(shop: number): { readonly name: string; readonly host: string; readonly prefix: string } {
  return { name: `Shop ${String(shop + 1)}`, host: `shop${String(shop + 1)}.test`, prefix: 'ABCDEFGH'.charAt(shop) };
}

export function subtractsSalesOrders({ documentKind, pending }: CompanySpec): boolean {
  return documentKind === 'salesOrder' || pending;
}

function provisioningOf(world: WorldSpec): string {
  const shops = shopsOf(world).map((one, at) => ({ ...one, at }));
  return JSON.stringify({
    companies: world.companies.map((company, index) => ({
      name: `Company ${String(index + 1)}`, username: `user${String(index + 1)}`, password: PASSWORD, approved: true, fileId: fileIdOf(index), settings: { timeZone: world.zone },
      stores: shops.filter((one) => one.company === index).map(({ at }) => ({
        name: shopName(at).name, kind: 'woocommerce', url: `http://${shopName(at).host}`, consumerKey: KEY, consumerSecret: SECRET,
        settings: {
          startDate: '2026-01-01', refPrefix: shopName(at).prefix, documentKind: company.documentKind, ...(company.perBuyer ? { customer: { mode: 'perBuyer' } } : {}),
          ...(subtractsSalesOrders(company) ? { availability: 'onHandMinusSalesOrders' } : {}), ...(company.pending ? { pendingDocuments: true } : {}),
          ...(company.settle === 'none' ? {} : { refundSettlement: { mode: company.settle, account: 'Checking' } }),
          ...(company.tell === 'nothing' ? {} : { writeBackNote: true }), ...(company.tell === 'all' ? { writeBackMeta: true, writeBackStatus: 'completed' } : {}),
        },
      })),
    })),
  });
}

/** Where runs keep their files. */
export function workFolder(): string {
  const folder = scratchFolder();
  chmodSync(folder, 0o755); // some runs look into it as another user
  return folder;
}

/** Worlds differ in more ways than memory should hold. */
const MOST_KEPT = 200;

export type Templates = { copyTo(folder: string, world: WorldSpec): Promise<void>; close(): void };

export function createTemplates(host: Pick<HostPorts, 'seal'>): Templates {
  const base = workFolder();
  const empty = join(base, 'empty');
  const made = new Map<string, string>();
  let count = 0;
  return {
    async copyTo(folder, world) {
      const provisioning = provisioningOf(world);
      let from = made.get(provisioning);
      if (from === undefined) {
        if (!existsSync(empty)) openAt(empty).close();
        count += 1;
        from = join(base, String(count));
        copyAsAfterCrash(empty, from, false);
        await fill(from, provisioning, host);
        made.set(provisioning, from);
        const [oldest] = made;
        if (oldest !== undefined && made.size > MOST_KEPT) {
          made.delete(oldest[0]);
          rmSync(oldest[1], { recursive: true, force: true });
        }
      }
      mkdirSync(folder, { recursive: true });
      copyAsAfterCrash(from, folder, false);
    },
    close: () => { rmSync(base, { recursive: true, force: true }); },
  };
}

function openAt(folder: string): OpenedDb {
  const opened = openDatabase(folder);
  if (!opened.ok) throw new Error(opened.error.what);
  return opened.value;
}

async function fill(folder: string, provisioning: string, host: Pick<HostPorts, 'seal'>): Promise<void> {
  const { db, close } = openAt(folder);
  const file = readProvisioning(provisioning);
  if (!file.ok) throw new Error(file.error.what);
  const done = await provision(db, { seal: host.seal, now: () => instant(Date.UTC(2026, 0, 2)) }, file.value);
  if (!done.ok) throw new Error(done.error.what);
  close();
}

/** Makes a shop in the wizard, or changes its name, address or secrets. */
import type { ConnectionId } from '../../domain/ids.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { connectorFor, connectorKinds } from '../../stores/registry.ts';
import type { Connector } from '../../stores/store.ts';
import type { CompanyRow } from '../db/companies.ts';
import { insertConnection, listConnections, type ConnectionRow } from '../db/connections.ts';
import { markConnectionDue } from '../db/due.ts';
import { changeConnection, hasOrders } from '../db/setupChanges.ts';
import type { Context } from '../ports.ts';
import { hostOf } from './provision.ts';

type Secrets = Readonly<Record<string, string>>;
export type ShopWanted = { readonly kind: string; readonly url: string; readonly secrets: Secrets };

/** Checked and complete: what a connector can be opened with. */
export type ShopReady = { readonly connector: Connector; readonly address: string; readonly plain: Secrets };

/** Secrets that are left out or empty are the ones already kept. Errors: `unknownStoreKind`, `badInput` (a stranger's name), `sealBroken`, and those of the kind's own check. */
export function connectionWanted(ctx: Pick<Context, 'seal'>, { kind, url, secrets }: ShopWanted, existing: ConnectionRow | null): Result<ShopReady> {
  const connector = connectorFor(kind);
  if (connector === undefined) return err(problem(
    'unknownStoreKind',
    `"${kind}" is not a kind of shop this Stockbridge knows.`,
    `Use one of: ${connectorKinds.join(', ')}.`,
    { field: 'kind' },
  ));
  const stranger = Object.keys(secrets).find((name) => !connector.secretNames.includes(name));
  if (stranger !== undefined) return err(problem(
    'unknownSecret',
    'A secret was given that this kind of shop does not have.',
    `Give ${connector.secretNames.join(', ')}.`,
    { field: 'secrets' },
  ));
  const plain: Record<string, string> = {};
  for (const name of connector.secretNames) {
    const given = secrets[name]?.trim() ?? '';
    const sealed = existing?.sealedSecrets[name];
    if (given !== '' || sealed === undefined) {
      plain[name] = given;
      continue;
    }
    const opened = ctx.seal.open(sealed);
    if (!opened.ok) return err({ ...opened.error, field: name });
    plain[name] = opened.value;
  }
  const address = (connector.address ?? completed)(url);
  const wrong = connector.validate({ url: address, secrets: plain });
  return wrong === null ? ok({ connector, address, plain }) : err(wrong);
}

/** People type `shop.example.com`. */
function completed(url: string): string {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `https://${url}`;
  return address.replace(/\/+$/, '');
}

export type ShopSaved = { readonly connectionId: ConnectionId; readonly isNew: boolean };

/** Runs inside the caller's transaction. Errors: those above, `notFound`, `nameTaken`, `otherKind`, `otherShop`. */
export function saveConnection(
  ctx: Pick<Context, 'db' | 'now' | 'seal'>, company: CompanyRow, id: ConnectionId | null, wanted: ShopWanted & { readonly name: string; readonly sameShop: boolean },
): Result<ShopSaved> {
  const { db } = ctx;
  const shops = listConnections(db, company.id);
  const existing = id === null ? null : shops.find((shop) => shop.id === id);
  if (existing === undefined) return err(problem('notFound', 'There is no such shop (any more).', 'Reload the list.'));
  if (shops.some((shop) => shop.id !== id && shop.name.toLowerCase() === wanted.name.toLowerCase())) {
    return err(problem('nameTaken', `This company has a shop named "${wanted.name}" already.`, 'Give this one another name.', { field: 'name' }));
  }
  const ready = connectionWanted(ctx, wanted, existing);
  if (!ready.ok) return ready;
  const { address, plain } = ready.value;
  const host = hostOf(wanted.kind, address);
  const twin = shops.find((shop) => shop.id !== id && shop.host === host);
  if (twin !== undefined) return err(problem(
    'shopTaken',
    `"${twin.name}" is the shop at that address already; its orders would be entered twice.`,
    'Change that one, or give another address.',
    { field: 'url' },
  ));
  const sealed = Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, keptSeal(ctx, existing, name, value)]));
  if (existing === null) {
    const connectionId = insertConnection(db, {
      companyId: company.id, name: wanted.name, kind: wanted.kind, url: address, host, sealedSecrets: sealed,
      settings: {}, at: ctx.now(),
    });
    return ok({ connectionId, isNew: true });
  }
  if (existing.kind !== wanted.kind) return err(problem(
    'otherKind',
    `"${existing.name}" is a shop of the kind ${existing.kind}.`,
    'Add the other one as a shop of its own.',
    { field: 'kind' },
  ));
  if (host !== hostOf(existing.kind, existing.url) && !wanted.sameShop && hasOrders(db, existing.id)) {
    return err(problem('otherShop', `"${existing.name}" was ${hostOf(existing.kind, existing.url)} until now, and its orders belong there.`,
      'If the shop has moved to the new address with all its orders, say so and save again. If it is another shop, add it as one of its own.', { field: 'url' }));
  }
  changeConnection(db, existing.id, { name: wanted.name, url: address, sealedSecrets: sealed });
  if (address !== existing.url) markConnectionDue(db, existing.id);
  return ok({ connectionId: existing.id, isNew: false });
}

/** The same secret stays in the seal it has. */
function keptSeal({ seal }: Pick<Context, 'seal'>, existing: ConnectionRow | null, name: string, plain: string): string {
  const old = existing?.sealedSecrets[name];
  const opened = old === undefined ? null : seal.open(old);
  return old !== undefined && opened?.ok === true && opened.value === plain ? old : seal.seal(plain);
}

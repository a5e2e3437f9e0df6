/** Creates or updates companies and connections from a provisioning file. Repeatable: running it again changes only what differs. */
import { randomUUID } from 'node:crypto';
import type { Provisioning, ProvisionedCompany, ProvisionedStore } from '../../contract/provisioning.ts';
import { settingsProblem } from '../../decide/settingsProblem.ts';
import type { CompanyId } from '../../domain/ids.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { CONNECTION_DEFAULTS } from '../../domain/settings.ts';
import { connectorFor, connectorKinds } from '../../stores/registry.ts';
import { findCompanyByUser, insertCompany, listCompanies, passwordHash, updateCompanySetup } from '../db/companies.ts';
import { insertConnection, listConnections, updateConnectionSetup } from '../db/connections.ts';
import { markConnectionDue } from '../db/due.ts';
import { replaceRules, type KeptRule } from '../db/itemRules.ts';
import type { Db } from '../db/open.ts';
import type { HostPorts } from '../ports.ts';
import { hashPassword, verifyPassword } from '../soap/password.ts';

export type Provisioned = { readonly companies: readonly string[]; readonly connections: readonly string[] };

/** Everything is checked before anything is written; then one transaction. */
export async function provision(db: Db, host: Pick<HostPorts, 'now' | 'seal'>, file: Provisioning): Promise<Result<Provisioned>> {
  const hashes = new Map<string, string>();
  for (const [at, company] of file.companies.entries()) {
    for (const [index, store] of company.stores.entries()) {
      const wrong = checkStore(store, `companies.${String(at)}.stores.${String(index)}`);
      if (wrong !== null) return wrong;
    }
    const existing = listCompanies(db).find((one) => one.name === company.name);
    const byUser = findCompanyByUser(db, company.username);
    if (byUser !== null && byUser.id !== existing?.id) {
      return err(problem(
        'userNameTaken',
        `The user name "${company.username}" belongs to the company "${byUser.name}".`,
        'Give each company its own user name.',
        { field: `companies.${String(at)}.username` },
      ));
    }
    const old = existing === undefined ? '' : passwordHash(db, existing.id);
    hashes.set(company.name, (await verifyPassword(company.password, old)) ? old : await hashPassword(company.password));
  }
  const names: string[] = [];
  db.transaction(() => {
    for (const company of file.companies) {
      const id = writeCompany(db, host, company, hashes.get(company.name) ?? '');
      for (const store of company.stores) names.push(writeConnection(db, host, id, store));
    }
  }).immediate();
  return ok({ companies: file.companies.map((company) => company.name), connections: names });
}

function checkStore(store: ProvisionedStore, field: string): Result<never> | null {
  const connector = connectorFor(store.kind);
  if (connector === undefined) return err(problem(
    'unknownStoreKind',
    `"${store.kind}" is not a kind of shop this Stockbridge knows.`,
    `Use one of: ${connectorKinds.join(', ')}.`,
    { field: `${field}.kind` },
  ));
  const known = ['name', 'kind', 'url', 'settings', 'itemRules', ...connector.secretNames];
  const stranger = Object.keys(store).find((key) => !known.includes(key));
  if (stranger !== undefined) return err(problem(
    'badProvisioning',
    `In the provisioning file, "${field}" has an unknown name: ${stranger.slice(0, 60)}.`,
    `Use ${known.join(', ')}.`,
    { field: `${field}.${stranger.slice(0, 60)}` },
  ));
  const wrong = connector.validate({ url: addressOf(store), secrets: secretsOf(store, connector.secretNames) });
  if (wrong !== null) return err({ ...wrong, field: `${field}.${wrong.field ?? 'url'}` });
  const contradiction = settingsProblem({ ...CONNECTION_DEFAULTS, ...defined(store.settings) });
  return contradiction === null ? null : err({ ...contradiction, field: `${field}.settings.${contradiction.field ?? ''}` });
}

function writeCompany(db: Db, host: Pick<HostPorts, 'now'>, company: ProvisionedCompany, hash: string): CompanyId {
  const existing = listCompanies(db).find((one) => one.name === company.name);
  const change = { username: company.username, passwordHash: hash, approveFirst: company.approved, settings: defined(company.settings) };
  if (existing !== undefined) {
    updateCompanySetup(db, existing.id, change);
    return existing.id;
  }
  return insertCompany(db, { ...change, name: company.name, fileId: company.fileId ?? `{${randomUUID().toUpperCase()}}`, at: host.now() });
}

function writeConnection(db: Db, host: Pick<HostPorts, 'now' | 'seal'>, companyId: CompanyId, store: ProvisionedStore): string {
  const names = connectorFor(store.kind)?.secretNames ?? [];
  const plain = secretsOf(store, names);
  const existing = listConnections(db, companyId).find((one) => one.name === store.name);
  const sealed = Object.fromEntries(names.map((key) => {
    const old = existing?.sealedSecrets[key];
    const opened = old === undefined ? null : host.seal.open(old);
    return [key, old !== undefined && opened?.ok === true && opened.value === plain[key] ? old : host.seal.seal(plain[key] ?? '')];
  }));
  const { itemRules } = store;
  if (existing === undefined) {
    const id = insertConnection(db, {
      companyId, name: store.name, kind: store.kind, url: addressOf(store),
      host: hostOf(store.kind, addressOf(store)), sealedSecrets: sealed, settings: defined(store.settings),
      at: host.now(),
    });
    if (itemRules !== undefined) replaceRules(db, id, itemRules.map(toRule));
  } else {
    updateConnectionSetup(db, existing.id, { url: addressOf(store), sealedSecrets: sealed, settings: defined(store.settings) });
    if (itemRules !== undefined) replaceRules(db, existing.id, itemRules.map(toRule));
    markConnectionDue(db, existing.id); // another rule, another number
  }
  return store.name;
}

function toRule({ sku, item, ...rule }: NonNullable<ProvisionedStore['itemRules']>[number]): KeptRule {
  return { target: sku === undefined ? 'item' : 'sku', name: sku ?? item ?? '', rule };
}

/** As it is kept. */
function addressOf({ kind, url }: ProvisionedStore): string {
  return connectorFor(kind)?.address?.(url) ?? url;
}

/** Which shop an address is: part of newMessageSetID, so it is frozen when the connection is made. On the web: host, port and path. */
export function hostOf(kind: string, url: string): string {
  const own = connectorFor(kind)?.host;
  if (own !== undefined) return own(url);
  const { host, pathname } = new URL(url);
  return `${host}${pathname.replace(/\/+$/, '')}`.toLowerCase();
}

function secretsOf(store: ProvisionedStore, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((key) => {
    const value = (store as Readonly<Record<string, unknown>>)[key];
    return [key, typeof value === 'string' ? value : ''];
  }));
}

function defined<T extends object>(settings: T): { readonly [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as { readonly [K in keyof T]: Exclude<T[K], undefined> };
}

/** The doctor: looks at everything the bridge depends on, and changes nothing. Works beside a running engine. */
import type { Result } from '../../domain/result.ts';
import { listCompanies } from '../db/companies.ts';
import { listConnections } from '../db/connections.ts';
import { readDatabase } from '../host/reading.ts';
import { examineCompany } from './companies.ts';
import { examineDoor } from './door.ts';
import { note, type Finding } from './finding.ts';
import { examineDatabase, examineDatabaseGently, examineDisk, examineFolder, examineKey } from './folder.ts';
import { examineStore, type StoreHost } from './stores.ts';

export type Examination = {
  readonly folder: string;
  readonly host: StoreHost;
  /** What the host knows of its key; `file` is null where the key lies elsewhere. Absent: asked from inside the engine, which knows only that its seals open. */
  readonly key?: { readonly found: Result<Buffer | null>; readonly file: string | null };
  /** Milliseconds all shops together may take; 90 s by default. */
  readonly patience?: number;
};

const PATIENCE = 90_000;

const NO_COMPANY = note({ check: 'company', about: null }, 'No company is set up yet.', 'Set one up in the window, or run "init" with a provisioning file.');

export async function examine({ folder, host, key, patience = PATIENCE }: Examination): Promise<readonly Finding[]> {
  const rows = readDatabase(folder, (db) => ({ companies: listCompanies(db), connections: listConnections(db) }));
  const { companies, connections } = rows.ok ? rows.value : { companies: [], connections: [] };
  const signal = AbortSignal.timeout(patience);
  const live = connections.map((one) => examineStore(one, host, signal));
  const [disk, door, ...stores] = await Promise.all([examineDisk(folder), examineDoor(folder), ...live]);
  const now = host.now();
  return [
    ...examineFolder(folder), ...disk, ...(key === undefined ? await examineDatabaseGently(folder) : [...examineDatabase(folder), ...examineKey(key)]), ...door,
    ...(rows.ok && companies.length === 0 ? [NO_COMPANY] : []),
    ...companies.flatMap((company) => examineCompany(company, now)),
    ...stores.flat(),
  ];
}

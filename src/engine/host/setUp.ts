/** `init`: brings a data folder to what a provisioning file says. */
import { readFileSync } from 'node:fs';
import { readProvisioning, type Provisioning } from '../../contract/provisioning.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { provision } from '../act/provision.ts';
import { listCompanies } from '../db/companies.ts';
import { listConnections } from '../db/connections.ts';
import { openDatabase } from '../db/open.ts';
import type { HostPorts } from '../ports.ts';

type Touched = { readonly name: string; readonly isNew: boolean };

export type SetUp = {
  readonly companies: readonly (Touched & { readonly stores: readonly Touched[] })[];
};

/**
 * Reads and checks the file alone; nothing is made before it has been found good. Errors: `noProvisioning`, and those of readProvisioning.
 */
export function readProvisioningFile(file: string): Result<Provisioning> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const what = code === 'ENOENT' ? `There is no file ${file}.` : `The file ${file} cannot be read.`;
    return err(problem('noProvisioning', what, 'Give the provisioning file; README shows an example.',
      { field: '--from', ...(code === '' ? {} : { detail: code }) }));
  }
  return readProvisioning(text);
}

/** Errors: those of openDatabase and of provision; then nothing has changed. */
export async function setUp(folder: string, host: Pick<HostPorts, 'now' | 'seal'>, wanted: Provisioning): Promise<Result<SetUp>> {
  const opened = openDatabase(folder);
  if (!opened.ok) return opened;
  const { db, close } = opened.value;
  try {
    const before = new Map(listCompanies(db).map(({ id, name }) => [name, new Set(listConnections(db, id).map((one) => one.name))]));
    const done = await provision(db, host, wanted);
    if (!done.ok) return done;
    return ok({
      companies: wanted.companies.map(({ name, stores }) => ({
        name, isNew: !before.has(name),
        stores: stores.map((store) => ({ name: store.name, isNew: before.get(name)?.has(store.name) !== true })),
      })),
    });
  } finally {
    close();
  }
}

/** Keeps a simulated company file on disk, for `simulate quickbooks --company FILE.json`. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { reopenCompany, type RuntimeOptions, type SimulatedCompany } from './company.ts';

/** Opens the file at `path`. Throws when it cannot be read or is not a simulated company file. */
export function openCompanyFile(path: string, now: () => number, options: RuntimeOptions = {}): SimulatedCompany {
  return reopenCompany(readFileSync(path, 'utf8'), now, options);
}

/** Writes beside the file and renames, so that a crash leaves the old or the new file, never half of one. */
export function saveCompanyFile(path: string, company: SimulatedCompany): void {
  const fresh = `${path}.new`;
  writeFileSync(fresh, company.snapshot(), { mode: 0o600 });
  renameSync(fresh, path);
}

/** Links between listings and items as CSV, from a data folder: for the command line. Export reads beside a running engine; import wants the folder for itself. */
import { exportLinks } from '../../decide/matchImport.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { CompanyId } from '../../domain/ids.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { listCompanies } from '../db/companies.ts';
import { linkSnapshot } from '../db/matchingPool.ts';
import { openDatabase, openForReading, type Db } from '../db/open.ts';
import { applyLinks, planLinks } from '../handlers/matchingCsv.ts';
import { readDatabase } from './reading.ts';

/** Null: the only company there is. Errors: `unknownCompany`, `severalCompanies`. */
function companyFor(db: Db, name: string | null): Result<CompanyId> {
  const all = listCompanies(db);
  const known = all.map((one) => `"${one.name}"`).join(', ');
  if (name === null && all.length !== 1) return err(problem(
    'severalCompanies',
    all.length === 0 ? 'There is no company in this data folder.' : `There are several companies: ${known}.`,
    all.length === 0 ? 'Run "init" first.' : 'Name one with --company.',
    { field: '--company' },
  ));
  const found = name === null ? all[0] : (all.find((one) => one.name === name) ?? all.find((one) => one.name.toLowerCase() === name.toLowerCase()));
  return found === undefined
    ? err(problem(
      'unknownCompany',
      `There is no company "${name ?? ''}" in this data folder.`,
      `Use one of: ${known}.`,
      { field: '--company' },
    ))
    : ok(found.id);
}

/** The file's text and how many links it holds. Errors: those of readDatabase and `unknownCompany`, `severalCompanies`. */
export function readLinks(folder: string, company: string | null): Result<{ readonly text: string; readonly links: number }> {
  const read = readDatabase(folder, (db): Result<{ text: string; links: number }> => {
    const id = companyFor(db, company);
    if (!id.ok) return id;
    const snapshot = linkSnapshot(db, id.value);
    return ok({ text: exportLinks(snapshot), links: snapshot.links.length });
  });
  return read.ok ? read.value : read;
}

export type ImportReport = {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly shared: number;
  readonly bad: readonly { readonly line: number; readonly problem: Problem }[];
  readonly isApplied: boolean;
};

/**
 * `check`: only look. Otherwise every good row is applied in one transaction; the numbers go out when the engine is started. Errors: those of openDatabase
 * (`folderInUse` while the bridge runs), of planImport, and `unknownCompany`, `severalCompanies`.
 */
export function importLinksInto(
  folder: string,
  text: string,
  wanted: { readonly company: string | null; readonly share: boolean; readonly check: boolean; readonly now: () => Instant },
): Result<ImportReport> {
  // A folder that is not there must not be made by a look at it.
  const there = openForReading(folder);
  if (!there.ok) return there;
  there.value.close();
  const opened = openDatabase(folder);
  if (!opened.ok) return opened.error.code === 'folderInUse'
    ? err(problem('folderInUse', opened.error.what, 'Import under Matching in its window, or stop the bridge first.', { field: '--data' }))
    : opened;
  const { db, close } = opened.value;
  try {
    return db.transaction((): Result<ImportReport> => {
      const company = companyFor(db, wanted.company);
      if (!company.ok) return company;
      const planned = planLinks(db, company.value, text, wanted.share);
      if (!planned.ok) return planned;
      const { changes, same, bad } = planned.value.found;
      if (!wanted.check) applyLinks({ db, now: wanted.now }, company.value, planned.value.found);
      return ok({
        added: changes.filter(({ was }) => was === null).length,
        changed: changes.filter(({ was }) => was !== null).length,
        same,
        shared: changes.filter(({ isShared }) => isShared).length,
        bad, isApplied: !wanted.check,
      });
    }).immediate();
  } finally {
    close();
  }
}

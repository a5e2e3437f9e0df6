/** Makes a company in the wizard, or changes its name, user name or password. */
import { randomBytes, randomUUID } from 'node:crypto';
import { LEAST_SCORE, passwordStrength } from '../../decide/passwordStrength.ts';
import type { CompanyId } from '../../domain/ids.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { appName } from '../../quickbooks/qwcFile.ts';
import { findCompanyByUser, insertCompany, listCompanies, passwordHash, type CompanyRow } from '../db/companies.ts';
import { writeLog } from '../db/log.ts';
import { renameCompany, setHeld } from '../db/setupChanges.ts';
import type { Context } from '../ports.ts';
import { hashPassword } from '../soap/password.ts';

export type CompanyWanted = {
  readonly companyId?: CompanyId | undefined;
  readonly name: string;
  readonly username: string;
  readonly password?: string | undefined;
  readonly generate: boolean;
};

export type CompanySaved = {
  readonly companyId: CompanyId;
  readonly isNew: boolean;
  readonly password: string | null;
  readonly qwcChanged: boolean;
  readonly passwordChanged: boolean;
};

/** Errors: `notFound`, `nameTaken`, `userNameTaken`, `noPassword`, `weakPassword`. A new company is held until its preview has been agreed to. */
export async function saveCompany(ctx: Pick<Context, 'db' | 'now'>, wanted: CompanyWanted): Promise<Result<CompanySaved>> {
  const { db } = ctx;
  const made = wanted.generate ? generatePassword() : null;
  const password = made ?? wanted.password;
  const wrong = refuse(ctx, wanted, password);
  if (wrong !== null) return err(wrong);
  // Hashing takes its time, so it is done before the transaction; the names are looked at once more inside.
  const hash = password === undefined ? null : await hashPassword(password);
  return db.transaction((): Result<CompanySaved> => {
    const changedMeanwhile = refuse(ctx, wanted, password);
    if (changedMeanwhile !== null) return err(changedMeanwhile);
    const before = existing(ctx, wanted);
    const { name, username } = wanted;
    const id = before?.id ?? insertCompany(db, {
      name, username, passwordHash: hash ?? '', fileId: `{${randomUUID().toUpperCase()}}`,
      approveFirst: false, settings: {}, at: ctx.now(),
    });
    if (before === undefined) setHeld(db, id, true);
    else renameCompany(db, id, { name, username, passwordHash: hash ?? passwordHash(db, id) });
    const what = before === undefined ? `set up the company "${name}".` : `changed the company "${name}"${hash === null ? '' : ', with a new password'}.`;
    writeLog(db, { at: ctx.now(), companyId: id, outcome: 'info', text: `A person ${what}` });
    const qwcChanged = before !== undefined && (before.username !== username || appName(before.name) !== appName(name));
    return ok({ companyId: id, isNew: before === undefined, password: made, qwcChanged, passwordChanged: before !== undefined && hash !== null });
  }).immediate();
}

function existing({ db }: Pick<Context, 'db'>, { companyId }: CompanyWanted): CompanyRow | undefined {
  return listCompanies(db).find((company) => company.id === companyId);
}

function refuse(ctx: Pick<Context, 'db'>, wanted: CompanyWanted, password: string | undefined): Problem | null {
  const { companyId, name, username } = wanted;
  const before = existing(ctx, wanted);
  if (companyId !== undefined && before === undefined) return problem('notFound', 'There is no such company (any more).', 'Reload the list.');
  if (listCompanies(ctx.db).some((one) => one.id !== companyId && one.name.toLowerCase() === name.toLowerCase())) {
    return problem('nameTaken', `There is a company named "${name}" already.`, 'Give this one another name.', { field: 'name' });
  }
  const holder = findCompanyByUser(ctx.db, username);
  if (holder !== null && holder.id !== companyId) {
    return problem('userNameTaken', `The user name "${username}" belongs to the company "${holder.name}".`, 'Give each company its own user name.', { field: 'username' });
  }
  if (password === undefined) return before === undefined
    ? problem('noPassword', 'The company needs a password.', 'Type one, or let Stockbridge make one.', { field: 'password' })
    : null;
  const { score, advice } = passwordStrength(password, [name, username]);
  return score < LEAST_SCORE ? problem('weakPassword', 'This password is too easy to guess.', advice, { field: 'password' }) : null;
}

/** Letters and digits that nobody confuses; 32 of them, so that a byte's remainder is fair. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP = 5;

/** 100 bits, in groups that can be copied by eye: `k7m2q-…`. */
function generatePassword(): string {
  const letters = [...randomBytes(GROUPS * GROUP)].map((byte) => ALPHABET[byte % ALPHABET.length] ?? '');
  return Array.from({ length: GROUPS }, (_, at) => letters.slice(at * GROUP, (at + 1) * GROUP).join('')).join('-');
}

/** The .qwc file of a company, for the Web Connector on this PC. */
import { readFileSync } from 'node:fs';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { OWNER_ID, readQwc, writeQwc, type QwcFile } from '../../quickbooks/qwcFile.ts';
import { listCompanies } from '../db/companies.ts';
import { readDatabase } from './reading.ts';

export type QwcRequest = { readonly folder: string; readonly company: string; readonly port: number; readonly minutes: number };

/** The file's text; the company may be named in any case. Errors: those of readDatabase, `unknownCompany` (names the known ones). */
export function qwcFor({ folder, company, port, minutes }: QwcRequest): Result<string> {
  const read = readDatabase(folder, (db) => listCompanies(db));
  if (!read.ok) return read;
  const sameInAnyCase = read.value.filter((one) => one.name.toLowerCase() === company.toLowerCase());
  const found = sameInAnyCase.find((one) => one.name === company) ?? sameInAnyCase[0];
  if (found === undefined) {
    const known = read.value.map((one) => `"${one.name}"`).join(', ');
    return err(problem('unknownCompany', `There is no company "${company}" in this data folder.`,
      known === '' ? 'Run "init" first.' : `Use one of: ${known}.`, { field: '--company' }));
  }
  return ok(writeQwc({ companyName: found.name, username: found.username, ownerId: OWNER_ID, fileId: found.fileId, port, minutes }));
}

/** Reads a .qwc file from disk. Errors: `noQwc`, and those of readQwc. */
export function readQwcFile(path: string): Result<QwcFile> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    return err(problem('noQwc', `The file ${path} cannot be read.`, 'Give a .qwc file; "qwc" writes one.',
      { field: '--qwc', ...(code === '' ? {} : { detail: code }) }));
  }
  return readQwc(text);
}

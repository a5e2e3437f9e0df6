/** Who answers: the QuickBooks program, the company file and the preferences that matter to us. */
import { parseDay } from '../../domain/calendar.ts';
import type { CompanyIdentity } from '../../domain/company.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { OWNER_ID } from '../qwcFile.ts';
import { child, childrenOf, element, textAt, type XmlElement } from '../xml/tree.ts';
import { request } from './build.ts';
import { readMessageSet, type Answer } from './envelope.ts';
import { readPreferences } from './preferences.ts';
import { recordProblem } from './records.ts';
import { classifyStatus } from './status.ts';

/** All of CompanyIdentity but the path, which the Web Connector says itself (strCompanyFileName). */
export type CompanyIdentityPart = Omit<CompanyIdentity, 'path'>;

export function hostQuery(requestId: string): XmlElement {
  return request('HostQueryRq', requestId, []);
}

/** `ownerId`: whose private data (the FileID) to give back; a GUID in braces. */
export function companyQuery(requestId: string, ownerId: string): XmlElement {
  return request('CompanyQueryRq', requestId, [element('OwnerID', ownerId)]);
}

export function preferencesQuery(requestId: string): XmlElement {
  return request('PreferencesQueryRq', requestId, []);
}

/** The Web Connector's three answers come as one document or as several after each other. */
function documentsIn(text: string): readonly string[] {
  return text.split(/(?<=<\/QBXML\s*>)/).filter((part) => part.trim() !== '');
}

/** What each of the three answers is for, in plain words. */
const SUBJECTS = {
  Host: 'which program it is', Company: 'which company file is open', Preferences: 'which preferences the company file has',
};

function findRecord(answers: readonly Answer[], name: keyof typeof SUBJECTS): Result<XmlElement> {
  const answer = answers.find((one) => one.name === `${name}QueryRs`);
  const record = answer === undefined ? undefined : child(answer.element, `${name}Ret`);
  if (record !== undefined) return ok(record);
  if (answer?.severity === 'Error') return err(classifyStatus(answer).problem);
  return err(problem('identityUnreadable', `QuickBooks did not say ${SUBJECTS[name]} (${name}Ret is missing).`,
    'Run the Web Connector again with the company file open in QuickBooks.', { field: `${name}Ret` }));
}

/** Empty when the file has none of ours. Should several programs' FileIDs come back, ours is the one under OWNER_ID. */
function readFileId(company: XmlElement): Result<string> {
  const stamps = childrenOf(company, 'DataExtRet').filter((stamp) => textAt(stamp, 'DataExtName').trim() === 'FileID');
  const values = (of: readonly XmlElement[]): readonly string[] => [...new Set(of.map((stamp) => textAt(stamp, 'DataExtValue').trim()))];
  const [first = '', ...others] = values(stamps);
  if (others.length === 0) return ok(first);
  const ours = values(stamps.filter((stamp) => textAt(stamp, 'OwnerID').trim().toUpperCase() === OWNER_ID));
  const [mine, ...more] = ours;
  if (mine !== undefined && more.length === 0) return ok(mine);
  return err(recordProblem(company, 'DataExtRet/FileID', 'occurs more than once, so it does not say which company file this is'));
}

function readClosingDate(preferences: XmlElement): Result<string | null> {
  const text = textAt(preferences, 'AccountingPreferences', 'ClosingDate').trim();
  if (text === '') return ok(null);
  const day = parseDay(text, 'ClosingDate');
  return day.ok ? day : err(recordProblem(preferences, 'AccountingPreferences/ClosingDate', `"${text.slice(0, 40)}" is no date`));
}

/**
 * Reads strHCPResponse, or the answer to our own three queries. Errors: those of readMessageSet, `identityUnreadable` when one of
 * the three is missing, `recordUnreadable`, `status…`.
 */
export function readIdentity(answerText: string): Result<CompanyIdentityPart> {
  const answers: Answer[] = [];
  for (const part of documentsIn(answerText)) {
    const set = readMessageSet(part);
    if (!set.ok) return set;
    answers.push(...set.value.answers);
  }
  const host = findRecord(answers, 'Host');
  if (!host.ok) return host;
  const company = findRecord(answers, 'Company');
  if (!company.ok) return company;
  const preferences = findRecord(answers, 'Preferences');
  if (!preferences.ok) return preferences;
  const fileId = readFileId(company.value);
  if (!fileId.ok) return fileId;
  const closingDate = readClosingDate(preferences.value);
  if (!closingDate.ok) return closingDate;
  const country = textAt(host.value, 'Country').trim();
  const read = readPreferences(preferences.value, country);
  if (!read.ok) return read;
  return ok({
    fileId: fileId.value,
    name: textAt(company.value, 'CompanyName').trim(),
    country,
    product: textAt(host.value, 'ProductName').trim(),
    supportedVersions: childrenOf(host.value, 'SupportedQBXMLVersion').map((version) => version.text.trim()),
    closingDate: closingDate.value,
    // The whole block is absent while sales tax is switched off (docs/qbxml.md).
    salesTaxOn: child(preferences.value, 'SalesTaxPreferences') !== undefined,
    ...read.value,
  });
}

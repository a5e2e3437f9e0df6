/** The .qwc file that introduces this program to the Web Connector: writing one, and reading one back. */
import { problem, type Problem } from '../domain/problem.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { toQuickBooksText } from './text.ts';
import { toAscii } from './transliteration.ts';
import { readXml } from './xml/read.ts';
import { element, textAt, type XmlElement } from './xml/tree.ts';
import { writeXml } from './xml/write.ts';

/** This program's GUID, the same for ever and for every company: the Web Connector files FileIDs under it. Never change it. */
export const OWNER_ID = '{5B2E6C94-7A13-4F0D-9E58-C1D3A7F0B426}';

/** AppName is shown in QuickBooks; its limit is not documented, 30 plain characters have always worked (docs/qbwc-protocol.md). */
const APP_NAME_LIMIT = 30;
const APP_NAME_START = 'Stockbridge - ';
const LONG = 1_000;

export type QwcInput = {
  readonly companyName: string;
  readonly username: string;
  /** GUID, braces are added where missing. Normally OWNER_ID. */
  readonly ownerId: string;
  /** GUID of its own for each company file, braces are added where missing. */
  readonly fileId: string;
  readonly port: number;
  /** Minutes between two runs. */
  readonly minutes: number;
};

export type QwcFile = {
  readonly appName: string;
  readonly appUrl: string;
  readonly appSupport: string;
  readonly username: string;
  readonly ownerId: string;
  readonly fileId: string;
  readonly qbType: string;
  readonly isReadOnly: boolean;
  /** Null when the file carries no schedule in minutes. */
  readonly minutes: number | null;
};

function braced(guid: string): string {
  return `{${guid.replace(/^\{|\}$/g, '')}}`;
}

/** `Stockbridge - ` and the company's name, plain ASCII, at most 30 characters. A changed name is another program to QuickBooks. */
export function appName(companyName: string): string {
  const company = toAscii(toQuickBooksText(companyName, LONG).text).slice(0, APP_NAME_LIMIT - APP_NAME_START.length).trim();
  return company === '' ? 'Stockbridge' : APP_NAME_START + company;
}

/**
 * The file's text. The same input gives the same text: it can be written again at any time. The order is that of Intuit's samples,
 * and IsReadOnly is false because the Web Connector must store the FileID in the company file (docs/qbwc-protocol.md).
 */
export function writeQwc(input: QwcInput): string {
  const base = `http://localhost:${String(input.port)}`;
  const lines: readonly XmlElement[] = [
    element('AppName', appName(input.companyName)),
    element('AppID', ''),
    element('AppURL', `${base}/qbwc`),
    element('AppDescription', 'Web shop orders into QuickBooks, QuickBooks stock to the web shops'),
    element('AppSupport', `${base}/support`),
    element('UserName', input.username),
    element('OwnerID', braced(input.ownerId)),
    element('FileID', braced(input.fileId)),
    element('QBType', 'QBFS'),
    element('Scheduler', [element('RunEveryNMinutes', String(input.minutes))]),
    element('Style', 'Document'),
    element('AuthFlags', '0xF'),
    element('IsReadOnly', 'false'),
    element('Notify', 'false'),
    element('PersonalDataPref', 'pdpNotNeeded'),
    element('UnattendedModePref', 'umpOptional'),
  ];
  return ['<?xml version="1.0"?>', '<QBWCXML>', ...lines.map((line) => `  ${writeXml(line)}`), '</QBWCXML>', ''].join('\r\n');
}

function badFile(what: string, field?: string): Problem {
  return problem('qwcUnreadable', `This is no .qwc file this program can use: ${what}.`,
    'Write the .qwc file again and add that one to the Web Connector.', field === undefined ? {} : { field });
}

const GUID = /^\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}$/;

/** Errors: those of readXml, and `qwcUnreadable` naming the element. */
export function readQwc(text: string): Result<QwcFile> {
  const root = readXml(text);
  if (!root.ok) return root;
  if (root.value.name !== 'QBWCXML') return err(badFile(`it is <${root.value.name}>, not <QBWCXML>`));
  const at = (...path: readonly string[]): string => textAt(root.value, ...path).trim();
  const required = ['AppName', 'AppURL', 'AppSupport', 'UserName', 'OwnerID', 'FileID', 'QBType'] as const;
  for (const name of required) if (at(name) === '') return err(badFile(`${name} is missing`, name));
  for (const name of ['OwnerID', 'FileID']) if (!GUID.test(at(name))) return err(badFile(`${name} is no GUID in braces`, name));
  const minutes = at('Scheduler', 'RunEveryNMinutes');
  if (minutes !== '' && !/^\d{1,6}$/.test(minutes)) return err(badFile('RunEveryNMinutes is no number', 'RunEveryNMinutes'));
  return ok({
    appName: at('AppName'), appUrl: at('AppURL'), appSupport: at('AppSupport'), username: at('UserName'), ownerId: at('OwnerID'),
    fileId: at('FileID'), qbType: at('QBType'), isReadOnly: at('IsReadOnly').toLowerCase() === 'true',
    minutes: minutes === '' ? null : Number(minutes),
  });
}

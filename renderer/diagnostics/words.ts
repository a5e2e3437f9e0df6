/** The sentences of the diagnostics tab. */
import type { Output } from '../../src/contract/contract.ts';
import type { BadgeTone } from '../parts/StatusBadge.tsx';
import { counted } from '../words.ts';

export type Finding = Output<'diagnostics.run'>['findings'][number];
export type Code = Output<'diagnostics.codes'>['codes'][number];

export const FINDING_STATES: Readonly<Record<Finding['state'], { readonly text: string; readonly tone: BadgeTone }>> = {
  problem: { text: 'Problem', tone: 'bad' },
  note: { text: 'Worth knowing', tone: 'attention' },
  ok: { text: 'Fine', tone: 'good' },
};

export const CODE_SOURCES: Readonly<Record<Code['source'], string>> = {
  webConnector: 'Web Connector', hresult: 'QuickBooks, HRESULT', status: 'QuickBooks, status code',
};

/** What the doctor looked at; its own word where there is none here. */
const CHECKS: Readonly<Record<string, string>> = {
  folder: 'Data folder', disk: 'Free space', database: 'Database', key: 'Key for secrets', port: 'Port', address: 'Web Connector’s address', company: 'Company file',
  poll: 'Last call of the Web Connector', store: 'Sign-in to the store', clock: 'Clocks',
};

export function checkWords(check: string): string {
  return CHECKS[check] ?? check;
}

export const DIAGNOSTICS = {
  title: 'Diagnostics',
  about: 'What the bridge depends on, looked at one by one. Looking changes nothing.',

  findings: 'Findings',
  running: 'Looking at everything. A store that does not answer can take a minute and a half.',
  runAgain: 'Look again',
  asOf: 'Looked at',
  allFine: 'All is well.',
  someIll: (problems: number): string => `${counted(problems, 'problem')} found.`,
  someNotes: (notes: number): string => `Nothing is wrong; ${counted(notes, 'thing')} ${notes === 1 ? 'is' : 'are'} worth knowing.`,
  columns: { state: 'State', check: 'Looked at', text: 'Finding' },
  none: { title: 'Nothing was looked at', text: 'There is no company and no store yet.' },

  codes: 'Error codes',
  codesAbout: 'Type a code as the Web Connector or QuickBooks shows it, and read what it means and what to do.',
  code: 'Code',
  codeHint: 'QBWC1012, 3140 …',
  meaning: 'What it means',
  cause: 'What causes it',
  cure: 'What to do',
  allCodes: (count: number): string => `All known codes (${String(count)})`,
  codeTable: 'All known codes',
  codeColumns: { code: 'Code', source: 'From', meaning: 'What it means', cure: 'What to do' },

  support: 'For support',
  supportAbout: 'One text file with versions, settings without passwords and keys, the findings above and the newest lines of the log. Names and addresses of people are masked. It is saved on this PC; nothing is sent.',
  save: 'Save the bundle',
  saving: 'Gathering it…',
  saved: (name: string): string => `Saved as ${name}. Look through it before you send it, if you like: it is plain text.`,
} as const;

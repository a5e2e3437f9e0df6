/** Looks up a code that QuickBooks or the Web Connector showed, in whatever form a person copies it. */
import { QBWC_CODES } from './qbwcCodes.ts';
import { HRESULT_WORDS } from './qbxml/hresultWords.ts';
import { hexDigits } from './qbxml/status.ts';
import { STATUS_WORDS, type StatusClass } from './qbxml/statusWords.ts';

export type Code = {
  readonly source: 'webConnector' | 'hresult' | 'status';
  /** `QBWC1012`, `0x80040414`, `3140`. */
  readonly code: string;
  readonly meaning: string;
  readonly cause: string;
  readonly cure: string;
};

const CAUSES: Readonly<Record<StatusClass, string>> = {
  ok: 'No error: QuickBooks says how it went.',
  notFound: 'No error: there is nothing like what was asked for.',
  retry: 'Something was in the way for the moment.',
  fix: 'Something in the document, in QuickBooks\' lists or in a setting does not fit.',
  user: 'QuickBooks waits for a person: a permission, a mode, a dialog or a subscription.',
  bug: 'Stockbridge sent something that QuickBooks does not take.',
};

const WEB_CONNECTOR: readonly Code[] = Object.entries(QBWC_CODES).map(([number, [meaning, cause, cure]]) => ({
  source: 'webConnector', code: `QBWC${number}`, meaning, cause, cure,
}));
const HRESULTS: readonly Code[] = Object.entries(HRESULT_WORDS).map(([digits, [kind, meaning, cure]]) => ({
  source: 'hresult', code: `0x${digits}`, meaning, cause: CAUSES[kind], cure,
}));
const STATUSES: readonly Code[] = Object.entries(STATUS_WORDS).map(([number, [kind, meaning, cure]]) => ({ source: 'status', code: number, meaning, cause: CAUSES[kind], cure }));

export const CODES: readonly Code[] = [...WEB_CONNECTOR, ...HRESULTS, ...STATUSES];

/** `QBWC1012`, `1012`, `0x80040414`, `80040414`, `-2147220460`, `3140`, or a line with one in it. A number that two sources know gives both. Empty: unknown. */
export function lookUpCode(text: string): readonly Code[] {
  const typed = text.trim();
  const own = /qbwc\s*-?(\d{4})/i.exec(typed)?.[1];
  if (own !== undefined) return WEB_CONNECTOR.filter((one) => one.code === `QBWC${own}`);
  const digits = hexDigits(/0x[0-9a-f]{8}|-\d{9,10}/i.exec(typed)?.[0] ?? typed);
  if (digits !== '') return HRESULTS.filter((one) => one.code === `0x${digits}`);
  const number = /\d{1,5}/.exec(typed)?.[0];
  if (number === undefined) return [];
  const plain = String(Number(number));
  return [...WEB_CONNECTOR.filter((one) => one.code === `QBWC${plain}`), ...STATUSES.filter((one) => one.code === plain)];
}

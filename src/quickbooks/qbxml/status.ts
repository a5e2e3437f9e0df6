/** What a verdict of QuickBooks (statusCode) or of the Web Connector (hresult) means, and what to do about it. */
import { problem, type Problem } from '../../domain/problem.ts';
import type { Severity } from './envelope.ts';
import { HRESULT_WORDS, type HresultWords } from './hresultWords.ts';
import { CODES_BY_TEXT, STATUS_WORDS, WORDS_BY_TEXT, type StatusClass, type StatusWords } from './statusWords.ts';

export type Verdict = { readonly class: StatusClass; readonly problem: Problem };

/** QuickBooks' own words: what stands after "QuickBooks error message:", else the whole message. */
export function quickBooksWords(message: string): string {
  const marker = /quickbooks error message:/i.exec(message);
  const words = marker === null ? message : message.slice(marker.index + marker[0].length);
  return words.replace(/\s+/g, ' ').trim() || message.replace(/\s+/g, ' ').trim();
}

const UNKNOWN_ERROR: StatusWords = ['fix', 'QuickBooks refused the request for a reason this program does not know.',
  'Read QuickBooks\' own message below and mend what it names. Then choose "try again".'];
const UNKNOWN_REMARK: StatusWords = ['ok', 'QuickBooks has done it, with a remark.', 'Read QuickBooks\' own message below.'];

function byRange(code: number): StatusWords {
  if (code >= 2000 && code <= 2999) return ['bug', 'QuickBooks Desktop does not support the request.',
    'Send the stored exchange to support.'];
  if (code >= 3300 && code <= 3330) return ['fix', 'QuickBooks reached a limit of a list or of a custom field.',
    'Read QuickBooks\' own message below and mend what it names. Then choose "try again".'];
  if (code >= 9100 && code <= 9199) return ['bug', 'QuickBooks could not resolve a reference inside the request.',
    'Send the stored exchange to support.'];
  return UNKNOWN_ERROR;
}

function wordsFor(code: number, severity: Severity, message: string): StatusWords {
  const known = STATUS_WORDS[code] ?? byRange(code);
  if (severity === 'Error') {
    // An Error is never "done", whatever the number says.
    if (known[0] === 'ok') return UNKNOWN_ERROR;
    const byText = CODES_BY_TEXT.includes(code) ? WORDS_BY_TEXT.find(([pattern]) => pattern.test(message)) : undefined;
    return byText?.[1] ?? known;
  }
  // Info and Warn below 1000 are results of their own; above, the thing has been done all the same (docs/qbxml.md, severities).
  if (code >= 1000 && known[0] !== 'notFound') return UNKNOWN_REMARK;
  return code < 1000 && STATUS_WORDS[code] === undefined ? UNKNOWN_REMARK : known;
}

/**
 * What to do after an answer. It says nothing about whether something was stored: for a write, only severity Error proves that
 * nothing was. The problem's code is `status` and the number, its detail QuickBooks' own words.
 */
export function classifyStatus(
  answer: { readonly statusCode: number; readonly severity: Severity; readonly message: string },
): Verdict {
  const [kind, what, todo] = wordsFor(answer.statusCode, answer.severity, answer.message);
  const detail = quickBooksWords(answer.message);
  return { class: kind, problem: problem(`status${String(answer.statusCode)}`, what, todo, detail === '' ? {} : { detail }) };
}

/** Eight upper-case hexadecimal digits, from `0x80040400`, `80040400` or the signed decimal `-2147220480`; empty for all else. */
export function hexDigits(hresult: string): string {
  const text = hresult.trim();
  if (/^-\d{1,10}$/.test(text)) return (Number(text) >>> 0).toString(16).toUpperCase().padStart(8, '0');
  return /^(?:0x)?([0-9a-f]{8})$/i.exec(text)?.[1]?.toUpperCase() ?? '';
}

const UNKNOWN_HRESULT: HresultWords = ['user', 'The Web Connector reported an error this program does not know.',
  'Read the message below, check that QuickBooks opens the company file, and run the Web Connector again.'];

/**
 * What an hresult of receiveResponseXML or connectionError means. `nothingRan` is true for 0x80040400 alone: the whole set was
 * refused before any of it ran. After every other one a write is in doubt. The problem's code is `hresult` and eight hex digits.
 */
export function classifyHresult(
  hresult: string, message: string,
): { readonly class: HresultWords[0]; readonly nothingRan: boolean; readonly problem: Problem } {
  const digits = hexDigits(hresult);
  const [kind, what, todo] = HRESULT_WORDS[digits] ?? UNKNOWN_HRESULT;
  const detail = [hresult.trim(), quickBooksWords(message)].filter((part) => part !== '').join(': ');
  return {
    class: kind, nothingRan: digits === '80040400',
    problem: problem(`hresult${digits === '' ? 'Unknown' : digits}`, what, todo, detail === '' ? {} : { detail }),
  };
}

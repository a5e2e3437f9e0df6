/** Reading records (XxxRet) out of an answer, field by field, with a Problem that names what could not be read. */
import { parseDecimal, type Decimal } from '../../domain/decimal.ts';
import { parseCents, type Cents } from '../../domain/money.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { child, textAt, type XmlElement } from '../xml/tree.ts';
import type { Answer } from './envelope.ts';
import { classifyStatus } from './status.ts';

export function recordProblem(record: XmlElement, path: string, why: string): Problem {
  const id = (textAt(record, 'ListID').trim() || textAt(record, 'TxnID').trim()).slice(0, 36);
  return problem('recordUnreadable', `QuickBooks' answer holds a ${record.name}${id === '' ? '' : ` (${id})`} whose ${path} ${why}.`,
    'Run the Web Connector again. If it happens again, send the stored answer to support.', { field: path });
}

/** Text that must be there. */
export function requiredText(record: XmlElement, ...path: readonly string[]): Result<string> {
  const text = textAt(record, ...path).trim();
  return text === '' ? err(recordProblem(record, path.join('/'), 'is missing')) : ok(text);
}

/** `true` or `false`; `absent` when the element is not there or empty. */
export function readFlag<T extends boolean | null>(record: XmlElement, name: string, absent: T): Result<boolean | T> {
  const text = textAt(record, name).trim();
  if (text === '') return ok(absent);
  if (text === 'true' || text === 'false') return ok(text === 'true');
  // The schema's BOOLTYPE is xsd:boolean, which allows 1 and 0 as well.
  if (text === '1' || text === '0') return ok(text === '1');
  return err(recordProblem(record, name, `says "${text.slice(0, 40)}" instead of true or false`));
}

/** Null when the element is not there or empty. */
export function readQuantity(record: XmlElement, name: string): Result<Decimal | null> {
  const text = textAt(record, name).trim();
  if (text === '') return ok(null);
  const value = parseDecimal(text, name);
  return value.ok ? value : err(recordProblem(record, name, `"${text.slice(0, 40)}" is no quantity`));
}

/** Null when the element is not there or empty. */
export function readAmount(record: XmlElement, name: string): Result<Cents | null> {
  const text = textAt(record, name).trim();
  if (text === '') return ok(null);
  const value = parseCents(text, name);
  return value.ok ? value : err(recordProblem(record, name, `"${text.slice(0, 40)}" is no amount`));
}

/**
 * Reads every record of an answer. An answer with an error, or of another request, is a Problem and never an empty list: "none
 * found" must have been said by QuickBooks. ErrorRecovery and elements that are no record are passed over.
 */
export function readRecords<T>(
  answer: Answer, answerNames: RegExp, recordNames: (name: string) => boolean, read: (record: XmlElement) => Result<T>,
): Result<readonly T[]> {
  if (!answerNames.test(answer.name)) {
    return err(problem('unexpectedAnswer', `QuickBooks answered with ${answer.name}, which is not what was asked.`,
      'Run the Web Connector again. If it happens again, send the stored exchange to support.', { field: answer.name }));
  }
  const verdict = classifyStatus(answer);
  if (answer.severity === 'Error' && verdict.class !== 'notFound') return err(verdict.problem);
  const records: T[] = [];
  for (const record of answer.element.children) {
    if (!recordNames(record.name)) continue;
    const value = read(record);
    if (!value.ok) return value;
    records.push(value.value);
  }
  return ok(records);
}

/** The text of an element that may be absent; white space at its ends is QuickBooks' own and kept. */
export function textOf(record: XmlElement, name: string): string {
  return child(record, name)?.text ?? '';
}

/** What is looked for in the log, as it stands in the address and as the engine is asked. */
import { instant } from '../../src/domain/calendar.ts';
import type { Input } from '../../src/contract/contract.ts';
import { OUTCOMES } from '../../src/domain/syncLog.ts';

export type LogQuestion = Omit<Input<'log.search'>, 'before' | 'after' | 'oldest' | 'limit'>;

/** Names in the address, each a text: `words`, `sku`, `order`, `outcome`, `company` and `store` (their numbers), `from` and `to` (days, both included). */
export type LogFilter = Readonly<Record<string, string>>;

/** `2026-11-21` in this PC's own time; null: no day. `days`: so many later. */
function startOfDay(day: string | undefined, days = 0): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (match === null) return null;
  const at = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + days).getTime();
  return Number.isNaN(at) ? null : at;
}

/** A row's number; null: none. */
function rowOf(text: string | undefined): number | null {
  return /^[1-9]\d{0,14}$/.test(text ?? '') ? Number(text) : null;
}

/** What cannot be read is left out. */
export function questionOf({ words, sku, order, outcome, company, store, from, to }: LogFilter): LogQuestion {
  const known = OUTCOMES.find((one) => one === outcome);
  const start = startOfDay(from);
  const end = startOfDay(to, 1);
  const companyId = rowOf(company);
  const connectionId = rowOf(store);
  return {
    ...(words === undefined || words.trim() === '' ? {} : { words }),
    ...(sku === undefined || sku.trim() === '' ? {} : { sku }),
    ...(order === undefined || order.trim() === '' ? {} : { order }),
    ...(known === undefined ? {} : { outcome: known }),
    ...(companyId === null ? {} : { companyId }),
    ...(connectionId === null ? {} : { connectionId }),
    ...(start === null ? {} : { from: instant(start) }),
    ...(end === null ? {} : { to: instant(end) }),
  };
}

/** The filter with one part changed; an empty text takes the part out. */
export function withPart(filter: LogFilter, name: string, value: string): LogFilter {
  return Object.fromEntries(Object.entries({ ...filter, [name]: value }).filter(([, text]) => text !== ''));
}

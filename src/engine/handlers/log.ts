/** Answers the calls about the sync log. */
import type { logCalls } from '../../contract/calls/log.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { BYTE_ORDER_MARK, csvRow } from '../../decide/csv.ts';
import { toDay, toLocalStamp } from '../../domain/calendar.ts';
import { formatDecimal, type Decimal } from '../../domain/decimal.ts';
import { ok } from '../../domain/result.ts';
import type { Engine } from '../createEngine.ts';
import { listCompanies } from '../db/companies.ts';
import { listConnections } from '../db/connections.ts';
import { pastExchange, type PastExchange } from '../db/exchangeHistory.ts';
import type { PlacedLogLine } from '../db/log.ts';
import { jobOfExchange, jobOfOrder, listingOfSku, logLine, pageOfLog, searchLog, type LogPlace } from '../db/logSearch.ts';
import type { Db } from '../db/open.ts';
import { createRedactor } from '../host/redact.ts';
import { exchangeFacts } from './jobs.ts';
import { found } from './named.ts';

/** Characters of a request or response; exchanges.show has them whole. */
const MOST_TEXT = 64_000;

export function logHandlers({ db, ctx }: Engine): HandlersOf<typeof logCalls> {
  return {
    'log.search': ({ before, after, oldest, limit, ...filter }) => ok(db.transaction(() => searchLog(db, filter, placeOf(before, after, oldest), limit))()),

    'log.show': ({ lineId }) => {
      const line = found(logLine(db, lineId), 'line');
      return line.ok ? ok(db.transaction(() => detail(db, line.value))()) : line;
    },

    'log.export': ({ before, limit, ...filter }) => ok(db.transaction(() => {
      const page = pageOfLog(db, filter, placeOf(before, undefined, false), limit);
      const names = namesOf(db);
      const heading = before === undefined ? BYTE_ORDER_MARK + csvRow([`Time (${ctx.zone})`, ...HEADING]) : '';
      const rows = page.lines.map((line) => csvRow([toLocalStamp(line.at, ctx.zone).replace('T', ' '), ...cellsOf(line, names)]));
      return { name: `Stockbridge log ${toDay(ctx.now(), ctx.zone)}.csv`, text: heading + rows.join(''), lines: page.lines.length, next: page.next };
    })()),
  };
}

function placeOf(before: number | undefined, after: number | undefined, oldest: boolean): LogPlace {
  if (before !== undefined) return { at: 'before', id: before };
  if (after !== undefined) return { at: 'after', id: after };
  return { at: oldest ? 'oldest' : 'newest' };
}

type Names = { readonly companies: ReadonlyMap<number, string>; readonly shops: ReadonlyMap<number, string> };

function namesOf(db: Db): Names {
  return { companies: new Map(listCompanies(db).map(({ id, name }) => [id, name])), shops: new Map(listConnections(db).map(({ id, name }) => [id, name])) };
}

const HEADING = ['Company', 'Shop', 'SKU', 'Order', 'Outcome', 'Way', 'QuickBooks has', 'Sent', 'Shop answered', 'What happened'];

function cellsOf(line: PlacedLogLine, { companies, shops }: Names): readonly string[] {
  const number = (quantity: Decimal | null): string => (quantity === null ? '' : formatDecimal(quantity));
  return [
    companies.get(line.companyId ?? 0) ?? '', shops.get(line.connectionId ?? 0) ?? '', line.sku ?? '', line.order ?? '', line.outcome, line.route ?? '',
    number(line.quickbooksQuantity), number(line.sentQuantity), number(line.storeQuantity), line.text,
  ];
}

type Detail = {
  readonly line: PlacedLogLine; readonly company: string | null; readonly shop: string | null; readonly jobId: number | null; readonly listingId: number | null;
  readonly exchange: ReturnType<typeof exchangeFacts> | null; readonly exchangeGone: boolean;
};

function detail(db: Db, line: PlacedLogLine): Detail {
  const names = namesOf(db);
  const { companyId, connectionId, exchangeId, order, sku } = line;
  const exchange = exchangeId === null ? null : pastExchange(db, exchangeId);
  const ofExchange = exchangeId === null ? null : jobOfExchange(db, exchangeId);
  return {
    line, company: names.companies.get(companyId ?? 0) ?? null, shop: names.shops.get(connectionId ?? 0) ?? null,
    jobId: ofExchange ?? (connectionId === null || order === null ? null : jobOfOrder(db, connectionId, order)),
    listingId: connectionId === null || sku === null ? null : listingOfSku(db, connectionId, sku),
    exchange: exchange === null ? null : exchangeFacts(redacted(exchange), MOST_TEXT), exchangeGone: exchangeId !== null && exchange === null,
  };
}

/** qbXML carries no key of ours; should one ever get into a text, it does not get out of here. */
function redacted(exchange: PastExchange): PastExchange {
  const { redact } = createRedactor();
  return { ...exchange, requestText: redact(exchange.requestText), responseText: exchange.responseText === null ? null : redact(exchange.responseText), message: exchange.message === null ? null : redact(exchange.message) };
}

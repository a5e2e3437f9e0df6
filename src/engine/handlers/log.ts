/** Answers the calls about the sync log. */
import type { z } from 'zod';
import type { logCalls, storeCallShape } from '../../contract/calls/log.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { BYTE_ORDER_MARK, csvRow } from '../../decide/csv.ts';
import { toDay, toLocalStamp } from '../../domain/calendar.ts';
import { formatDecimal, type Decimal } from '../../domain/decimal.ts';
import type { ListingId } from '../../domain/ids.ts';
import { ok } from '../../domain/result.ts';
import { connectorFor } from '../../stores/registry.ts';
import type { CallPart } from '../../stores/store.ts';
import type { Engine } from '../createEngine.ts';
import { listCompanies } from '../db/companies.ts';
import { findConnection, listConnections } from '../db/connections.ts';
import { pastExchange } from '../db/exchangeHistory.ts';
import { findListing } from '../db/listings.ts';
import type { PlacedLogLine } from '../db/log.ts';
import { indexNewest, jobOfExchange, jobOfOrder, listingOfSku, logLine, pageOfLog, searchLog, type LogPlace } from '../db/logSearch.ts';
import type { Db } from '../db/open.ts';
import { pastStoreCall, type PastStoreCall } from '../db/storeCalls.ts';
import { exchangeFacts } from './jobs.ts';
import { found } from './named.ts';
import { maskFor, peopleOfOrders, type Mask } from './rawText.ts';

/** Characters of a request or response; exchanges.show has them whole. */
const MOST_TEXT = 64_000;

export function logHandlers(engine: Engine): HandlersOf<typeof logCalls> {
  const { db, ctx } = engine;
  return {
    'log.search': ({ before, after, oldest, limit, ...filter }) => {
      indexNewest(db);
      return ok(db.transaction(() => searchLog(db, filter, placeOf(before, after, oldest), limit))());
    },

    'log.show': ({ lineId }) => {
      const line = found(logLine(db, lineId), 'line');
      return line.ok ? ok(db.transaction(() => detail(engine, line.value))()) : line;
    },

    'storeCalls.show': ({ storeCallId }) => {
      const call = found(pastStoreCall(db, storeCallId), 'call to a shop');
      return call.ok ? ok({ storeCall: callFacts(call.value, null, maskFor(engine)) }) : call;
    },

    'log.export': ({ before, limit, ...filter }) => {
      indexNewest(db);
      return ok(db.transaction(() => {
        const page = pageOfLog(db, filter, placeOf(before, undefined, false), limit);
        const names = namesOf(db);
        const heading = before === undefined ? BYTE_ORDER_MARK + csvRow([`Time (${ctx.zone})`, ...HEADING]) : '';
        const rows = page.lines.map((line) => csvRow([toLocalStamp(line.at, ctx.zone).replace('T', ' '), ...cellsOf(line, names)]));
        return { name: `Stockbridge log ${toDay(ctx.now(), ctx.zone)}.csv`, text: heading + rows.join(''), lines: page.lines.length, next: page.next };
      })());
    },
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
  readonly exchange: ReturnType<typeof exchangeFacts> | null; readonly exchangeGone: boolean; readonly storeCall: StoreCallFacts | null; readonly storeCallGone: boolean;
};

function detail(engine: Engine, line: PlacedLogLine): Detail {
  const { db } = engine;
  const names = namesOf(db);
  const { companyId, connectionId, exchangeId, storeCallId, order, sku } = line;
  const exchange = exchangeId === null ? null : pastExchange(db, exchangeId);
  const call = storeCallId === null ? null : pastStoreCall(db, storeCallId);
  const ofExchange = exchangeId === null ? null : jobOfExchange(db, exchangeId);
  const listingId = connectionId === null || sku === null ? null : listingOfSku(db, connectionId, sku);
  const mask = maskFor(engine, order === null ? [] : peopleOfOrders(db, [order]));
  return {
    line, company: names.companies.get(companyId ?? 0) ?? null, shop: names.shops.get(connectionId ?? 0) ?? null,
    jobId: ofExchange ?? (connectionId === null || order === null ? null : jobOfOrder(db, connectionId, order)), listingId,
    exchange: exchange === null ? null : exchangeFacts(exchange, MOST_TEXT, mask), exchangeGone: exchangeId !== null && exchange === null,
    storeCall: call === null ? null : callFacts(call, listingId === null ? null : partOf(db, call, listingId), mask), storeCallGone: storeCallId !== null && call === null,
  };
}

type StoreCallFacts = z.input<typeof storeCallShape>;

/** What of a call is about one listing; null: its connector cannot tell, or the text was cut. */
function partOf(db: Db, call: PastStoreCall, listingId: ListingId): CallPart | null {
  const key = findListing(db, listingId)?.key;
  const part = key === undefined ? null : (connectorFor(findConnection(db, call.connectionId).kind)?.callPart?.(call, key) ?? null);
  return part?.request === null || (part?.answer === null && call.responseText !== null) ? null : part;
}

function callFacts(call: PastStoreCall, part: CallPart | null, mask: Mask): StoreCallFacts {
  const request = part === null ? laidOut(call.requestText) : (part.request ?? '');
  const response = part === null ? (call.responseText === null ? null : laidOut(call.responseText)) : part.answer;
  return { ...call, isPart: part !== null, requestText: mask(request), responseText: response === null ? null : mask(response) };
}

/** JSON with a line for each of its parts; any other text as it is. */
function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Sends stock numbers in batches and reads, change by change, what the shop made of them. */
import { formatDecimal, toNumber } from '../../domain/decimal.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { failure, type CallPart, type StockAnswer, type StockChange, type StoreCall, type StoreFailure } from '../store.ts';
import { parseBody } from '../body.ts';
import { batchAnswer, stockItemAnswer } from './answers.ts';
import type { Client } from './client.ts';
import { quantityOf } from './pullListings.ts';

/** WooCommerce answers 413 to more. */
export const BATCH_SIZE = 100;

/** Products together, the variations of each product together, at most 100 a call; in the order the changes came. */
export function stockBatches<T extends { readonly key: string; readonly parentKey: string | null }>(changes: readonly T[]): readonly (readonly T[])[] {
  const batches: T[][] = [];
  const open = new Map<string | null, T[]>();
  for (const change of changes) {
    let batch = open.get(change.parentKey);
    if (batch === undefined || batch.length >= BATCH_SIZE) {
      batch = [];
      open.set(change.parentKey, batch);
      batches.push(batch);
    }
    batch.push(change);
  }
  return batches;
}

type Recorder = ((call: StoreCall) => void) | undefined;
type Sendable = { readonly index: number; readonly id: number; readonly quantity: number };

export async function setStock(client: Client, batch: readonly StockChange[], signal: AbortSignal, record?: Recorder): Promise<Result<readonly StockAnswer[], StoreFailure>> {
  const parentKey = batch[0]?.parentKey ?? null;
  if (batch.length > BATCH_SIZE || batch.some((change) => change.parentKey !== parentKey)) {
    return err(failure('badBatch', 'A stock batch was put together wrongly, so it was not sent.', 'Report this to Stockbridge\'s makers.', null));
  }
  const checked = batch.map(checkChange);
  const sendable = checked.filter((entry): entry is Sendable => !('outcome' in entry));
  const answered = new Map<number, StockAnswer>();
  if (sendable.length > 0) {
    const answers = await send(client, parentKey, sendable, signal, record);
    if (!answers.ok) return answers;
    sendable.forEach((entry, position) => {
      const answer = answers.value[position];
      if (answer !== undefined) answered.set(entry.index, answer);
    });
  }
  return ok(checked.map((entry, index) => ('outcome' in entry ? entry : (answered.get(index) ?? lostAnswer()))));
}

/** The shop would cut a fraction in silence (2.5 becomes 2, docs/woocommerce.md), so it is not sent. */
function checkChange(change: StockChange, index: number): Sendable | (StockAnswer & { readonly outcome: 'refused' }) {
  const id = Number(change.parentKey === null ? change.key : change.key.slice(change.parentKey.length + 1));
  const belongs = change.parentKey === null || change.key.startsWith(`${change.parentKey}/`);
  if (!belongs || !Number.isSafeInteger(id) || id <= 0) {
    return { outcome: 'refused', problem: problem('unknownListing', `"${change.key}" is not a listing of this shop.`, 'Read the shop\'s listings again.') };
  }
  const quantity = toNumber(change.quantity);
  if (!Number.isInteger(quantity)) {
    return {
      outcome: 'refused',
      problem: problem(
        'notWhole', `The shop keeps whole pieces only; ${formatDecimal(change.quantity)} was not sent.`,
        'Count this item in whole pieces in QuickBooks, or take it out of the stock updates.',
      ),
    };
  }
  return { index, id, quantity };
}

async function send(
  client: Client, parentKey: string | null, entries: readonly Sendable[], signal: AbortSignal, record: Recorder,
): Promise<Result<readonly StockAnswer[], StoreFailure>> {
  const path = parentKey === null ? '/products/batch' : `/products/${parentKey}/variations/batch`;
  const result = await client.post(path, { update: entries.map(({ id, quantity }) => ({ id, stock_quantity: quantity })) }, 'a batch of stock numbers', signal, record);
  if (!result.ok) return result;
  const parsed = batchAnswer.safeParse(result.value.json);
  if (!parsed.success || parsed.data.update.length !== entries.length) {
    const got = parsed.success ? parsed.data.update.length : 0;
    return err(failure(
      'batchHalfAnswered', `${client.address.host} answered ${String(got)} of ${String(entries.length)} stock changes; which of them were made is not known.`,
      'Nothing to do; all of them will be sent again.', 5_000,
    ));
  }
  const answers: StockAnswer[] = [];
  for (const [position, entry] of entries.entries()) {
    const answer = readItem(parsed.data.update[position], entry.id);
    if (answer === null) {
      return err(failure(
        'batchAnswerMixed', `${client.address.host} answered a stock batch in another order or shape than it was sent.`,
        'Nothing to do; it will be sent again. If it keeps happening, look for a plug-in that changes REST answers.', 30_000,
      ));
    }
    answers.push(answer);
  }
  return ok(answers);
}

/** Request and answer name the listings at the same places of the same list; an error item may have no usable id. */
export function callPart({ requestText, responseText }: Pick<StoreCall, 'requestText' | 'responseText'>, key: string): CallPart {
  const id = Number(key.slice(key.lastIndexOf('/') + 1));
  const asked = entriesIn(requestText);
  const place = asked.findIndex((entry) => idOf(entry) === id);
  if (place < 0) return { request: null, answer: null };
  const answered = responseText === null ? [] : entriesIn(responseText);
  const there = answered[place];
  const answer = idOf(there) === id || (isError(there) && answered.length === asked.length) ? there : answered.find((entry) => idOf(entry) === id);
  return { request: laidOut(asked[place]), answer: answer === undefined ? null : laidOut(answer) };
}

function entriesIn(text: string): readonly unknown[] {
  const body = parseBody(text);
  const read = batchAnswer.safeParse(body.isJson ? body.value : null);
  return read.success ? read.data.update : [];
}

function idOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : null;
}

function isError(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'error' in entry;
}

function laidOut(json: unknown): string {
  return JSON.stringify(json, null, 2);
}

/** Answers are matched by position: an error item may have no usable id. Null: this is not the answer to that change. */
function readItem(json: unknown, id: number): StockAnswer | null {
  const parsed = stockItemAnswer.safeParse(json);
  if (!parsed.success) return null;
  const item = parsed.data;
  if ('error' in item) return { outcome: 'refused', problem: refusal(item.error.code, item.error.message, id) };
  if (item.id !== id) return null;
  if (item.manage_stock === false) {
    return {
      outcome: 'ignored',
      problem: problem(
        'stockNotManaged', `The shop keeps no stock for listing ${String(id)}, so it ignored the number.`,
        'Tick "Manage stock" on the product in the shop, or take it out of the stock updates.',
      ),
    };
  }
  if (item.manage_stock === 'parent') {
    return {
      outcome: 'ignored',
      problem: problem(
        'stockOnParent', `The stock of variation ${String(id)} is kept by its parent product, so the shop ignored the number.`,
        'Link the parent product, or tick "Manage stock" on the variation in the shop.',
      ),
    };
  }
  const quantity = quantityOf(item.stock_quantity);
  if (quantity === null) {
    return {
      outcome: 'refused',
      problem: problem(
        'noStockAnswered', `The shop took the call for listing ${String(id)} but shows no stock number.`,
        'Look at the product in the shop; a stock plug-in may keep the number elsewhere.', { detail: String(item.stock_quantity) },
      ),
    };
  }
  return { outcome: 'answered', quantity };
}

const GONE: ReadonlySet<string> = new Set(['woocommerce_rest_product_invalid_id', 'woocommerce_rest_product_variation_invalid_id', 'woocommerce_rest_invalid_product_id']);

function refusal(code: string, message: string, id: number): Problem {
  const detail = { detail: `${code}: ${message}` };
  if (GONE.has(code)) return problem(
    'unknownListing', `The shop has no listing ${String(id)} at this place any more.`,
    'Read the shop\'s listings again; if the product was deleted on purpose, its link goes with it.', detail,
  );
  return problem('stockRefused', `The shop refused the stock number for listing ${String(id)}.`, 'See the shop\'s own words.', detail);
}

function lostAnswer(): StockAnswer {
  return { outcome: 'refused', problem: problem('noStockAnswered', 'The shop gave no answer for this change.', 'It will be sent again.') };
}

/** A shop's answers, spoilt, through the real connector into the database: every order is taken whole or parked with its reason, the next ones come all the same, and what was taken can be planned. */
import { createHandlers } from '../../../src/engine/handlers/createHandlers.ts';
import { scaled } from '../../../src/domain/decimal.ts';
import type { JobId } from '../../../src/domain/ids.ts';
import { answerCall } from '../../../src/contract/answer.ts';
import { contract } from '../../../src/contract/contract.ts';
import type { Dice } from '../../faults/random.ts';
import { wooOrder, type Json } from '../../golden/shop.ts';
import { openBed, QUIET_SHOP, type Bed } from '../bed.ts';
import { JSON_PIECES, NUMBERS, CHARACTERS, PROTOTYPE_NAMES } from '../dictionary.ts';
import type { Target } from '../harness.ts';
import { anyText, deepened, mutateJson, mutateText } from '../mutate.ts';

/** Everything that a shop says in one pull, as the texts of its answers. `orders` holds two: one to be spoilt, one that must come through. */
type Said = { readonly orders: string; readonly refunds: string; readonly products: string; readonly stock: string };

const TAX = Array.from({ length: 6 }, (_unused, index) => ({ rate_id: index + 1, rate_code: 'US-NY', label: 'NY', tax_total: '0.20', shipping_tax_total: '0.07' }));

function sample(dice: Dice, id: number): { readonly order: Json; readonly refunds: readonly Json[] } {
  const made = wooOrder({
    id, lines: [{ sku: 'MUG-RED', qty: 2, total: 2400, tax: 120 }, { sku: dice.chance(0.5) ? 'MUG-BLUE' : 'NOWHERE', qty: 1, total: 900, subtotal: 1000, variation: 7 }],
    shipping: [{ title: 'Flat rate', total: 500, tax: 40 }], fees: [{ title: 'Gift wrap', total: 150 }], coupons: ['ten'], note: 'Ring twice', meta: { po: 'PO 7', gift: 'yes' }, customerId: 5,
    ...(dice.chance(0.4) ? { refunds: [{ id: 77, lines: [{ line: 1, qty: 1, total: 1200, tax: 60 }], shipping: [{ title: 'Flat rate', total: 100 }] }] } : {}),
  });
  return { order: { ...(made.order as Readonly<Record<string, Json>>), tax_lines: TAX }, refunds: made.refunds };
}

const PRODUCTS = [
  { id: 11, name: 'Mug, red', type: 'simple', status: 'publish', sku: 'MUG-RED', manage_stock: true, stock_quantity: 5, parent_id: 0 },
  { id: 12, name: 'Mug, blue', type: 'variable', status: 'publish', sku: '', manage_stock: false, stock_quantity: null, parent_id: 0 },
];
const VARIATION = JSON.stringify([{ id: 7, name: 'L', status: 'publish', sku: 'MUG-BLUE', manage_stock: 'parent', stock_quantity: '2' }]);
const PIECES = [...JSON_PIECES, ...NUMBERS, ...CHARACTERS, ...PROTOTYPE_NAMES];

function spoilt(dice: Dice, value: unknown): string {
  const text = JSON.stringify(dice.chance(0.8) ? mutateJson(dice, value) : value) as string | undefined;
  if (dice.chance(0.003)) return deepened(dice, text ?? 'null');
  return dice.chance(0.12) ? mutateText(dice, text ?? 'null', PIECES) : (text ?? 'null');
}

/** Every amount and quantity another number: what only shows where many are added up. */
function inflated(dice: Dice, value: Json): Json {
  const numbers = dice.pick([NUMBERS, ['9999999999999.99'], ['9999999999'], ['-9999999999999', '9999999999999']]);
  const which = dice.chance(0.5) ? /"-?\d+\.\d\d"/g : /"-?\d+(?:\.\d\d)?"|(?<="quantity":)-?\d+/g;
  return JSON.parse(JSON.stringify(value).replace(which, () => JSON.stringify(dice.pick(numbers)))) as Json;
}

function anySaid(dice: Dice): Said {
  const made = sample(dice, 1036);
  const one = dice.chance(0.08) ? { order: inflated(dice, made.order), refunds: made.refunds.map((refund) => inflated(dice, refund)) } : made;
  const other = sample(dice, 1037);
  const whole = dice.chance(0.2) ? spoilt(dice, [one.order, other.order]) : `[${spoilt(dice, one.order)},${JSON.stringify(other.order)}]`;
  return {
    orders: dice.chance(0.01) ? anyText(dice, 300) : whole, refunds: dice.chance(0.5) ? spoilt(dice, one.refunds) : JSON.stringify(one.refunds),
    products: spoilt(dice, PRODUCTS),
    stock: spoilt(dice, {
      update: [{ id: 11, manage_stock: true, stock_quantity: 4 }, { id: 12, error: { code: 'x', message: '<b>no</b>', data: { status: 400 } } }],
    }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Ids that can be told; half a character is kept as SQLite keeps it, and 00012 is 12. */
function idsIn(orders: string): { readonly ids: readonly string[]; readonly isList: boolean } {
  const rows = parse(orders);
  if (!Array.isArray(rows)) return { ids: [], isList: false };
  const ids = rows.map((row: unknown) => (typeof row === 'object' && row !== null && Object.hasOwn(row, 'id') ? (row as { readonly id?: unknown }).id : undefined));
  return {
    ids: ids.flatMap((id) => (typeof id === 'number' || (typeof id === 'string' && id !== '')
      ? [/^\d{1,15}$/.test(String(id)) ? String(Number(id)) : String(id).toWellFormed()]
      : [])),
    isList: true,
  };
}

type Stored = { readonly id: number; readonly store_id: string; readonly body: string };
type Parked = { readonly store_id: string; readonly problem: string };

/** What stands in the database after a pull that said it went well. */
function accountFor(bed: Bed, said: Said): string | null {
  const { db } = bed.engine;
  const stored = db.prepare<[], Stored>('SELECT id, store_id, body FROM store_order').all();
  const parked = db.prepare<[], Parked>('SELECT store_id, problem FROM unreadable_order').all();
  for (const { problem } of parked) {
    const { code, what, todo } = JSON.parse(problem) as { readonly code: string; readonly what: string; readonly todo: string };
    if (code === '' || !/[.!?]$/.test(what) || todo === '') return `an order was parked without good words: ${what}`;
  }
  const { ids } = idsIn(said.orders);
  const missing = ids.find((id) => !stored.some((row) => row.store_id === id) && !parked.some((row) => row.store_id === id));
  if (missing !== undefined) return `order ${missing.slice(0, 40)} is neither taken nor parked`;
  const both = stored.find((row) => parked.some((one) => one.store_id === row.store_id) && ids.filter((id) => id === row.store_id).length === 1);
  if (both !== undefined) return `order ${both.store_id} is taken and parked`;
  for (const row of stored) {
    const lines = new Set((JSON.parse(row.body) as { readonly lines: readonly { readonly id: string }[] }).lines.map((line) => line.id)).size;
    const written = db.prepare<[number], { readonly n: number }>('SELECT count(*) AS n FROM order_line WHERE order_id = ?').get(row.id)?.n;
    if (written !== lines) return `order ${row.store_id} has ${String(lines)} lines, ${String(written)} of them written`;
  }
  const loose = db.prepare<[], { readonly n: number }>('SELECT count(*) AS n FROM job WHERE order_id IS NOT NULL AND order_id NOT IN (SELECT id FROM store_order)').get()?.n;
  return loose === 0 ? null : 'a document without its order';
}

export const storeJson: Target = {
  name: 'storeJson',
  atOnce: 1,
  async open() {
    const bed = await openBed({
      unknownSku: { mode: 'substitute', item: 'Web Fee' }, discountItem: 'Web Discount', roundingItem: 'Web Fee',
      shippingItems: { 'Flat rate': 'Shipping' }, paymentMethods: { bacs: 'Check' }, poNumberFrom: 'meta:po',
      customFields: { Gift: 'meta:gift' },
    });
    const { engine, connectionId, companyId, shop } = bed;
    const handlers = createHandlers(engine);
    const never = new AbortController().signal;

    /** Everything that waits is drafted as the preview does it: no exception, whatever the order holds. */
    const drafts = async (): Promise<string | null> => {
      const jobs = engine.db.prepare<[], { readonly id: number }>('SELECT id FROM job LIMIT 8').all();
      for (const [name, input] of [
        ...jobs.map(({ id }) => ['preview.one', { jobId: id as JobId }] as const),
        ['preview.list', { companyId }] as const, ['jobs.list', { companyId }] as const, ['log.export', {}] as const,
      ]) {
        let fault = '';
        const answer = await answerCall(contract, handlers, name, input, (_call, cause) => {
          fault = cause instanceof Error ? `${cause.message.slice(0, 200)} ${cause.stack?.split('\n')[1]?.trim() ?? ''}` : String(cause);
        });
        if (!answer.ok && answer.error.code === 'internal') return `${name} threw ${fault}`;
      }
      return null;
    };

    const pull = async (said: Said): Promise<string | null> => {
      const pulled = await engine.pull(connectionId);
      if (!pulled.ok) return pulled.error.what === '' || pulled.error.todo === ''
        ? 'a failure without words'
        : idsIn(said.orders).isList && pulled.error.code !== 'storeOrderWrong'
          && parse(said.refunds) !== undefined && Array.isArray(parse(said.refunds)) && !isPlugInPage(said.orders)
          ? `the whole pull failed over one order: ${pulled.error.code} ${pulled.error.detail ?? ''}`
          : null;
      return accountFor(bed, said) ?? (await drafts());
    };

    return {
      make: (dice) => JSON.stringify(anySaid(dice)),
      async check(input) {
        const said = parse(input) as Said | undefined;
        if (said === undefined || typeof said !== 'object' || [said.orders, said.refunds, said.products, said.stock].some((text) => typeof text !== 'string')) return null;
        shop.answer = (method, url) => {
          if (url.pathname.endsWith('/refunds')) return { status: 200, body: said.refunds };
          if (url.pathname.endsWith('/variations')) return { status: 200, body: VARIATION };
          if (url.pathname.endsWith('/products')) return { status: 200, body: said.products };
          if (method === 'POST') return { status: 200, body: said.stock };
          return url.pathname.endsWith('/orders') && url.searchParams.get('status') !== 'trash' ? { status: 200, body: said.orders } : QUIET_SHOP(method, url);
        };
        engine.db.exec('BEGIN');
        try {
          const listed = await engine.refreshListings(connectionId);
          if (!listed.ok && listed.error.what === '') return 'a failure without words';
          const store = engine.ctx.store(connectionId);
          if (store.ok) await store.value.setStock([{ key: '11', parentKey: null, quantity: scaled(400_000) }, { key: '12', parentKey: null, quantity: scaled(0) }], never);
          return await pull(said);
        } finally {
          engine.db.exec('ROLLBACK');
          shop.answer = QUIET_SHOP;
        }
      },
      audit() {
        const fault = bed.faults.splice(0)[0];
        if (fault !== undefined) return `the engine logged ${fault}`;
        return engine.db.pragma('foreign_key_check') instanceof Array && (engine.db.pragma('foreign_key_check') as unknown[]).length === 0 ? null : 'rows point nowhere';
      },
      close: () => bed.close(),
    };
  },
};

/** A page none of whose rows says when it was changed cannot be gone past: that is a failure of the shop, and said so. */
function isPlugInPage(orders: string): boolean {
  const rows = parse(orders);
  return Array.isArray(rows) && rows.length >= 100;
}

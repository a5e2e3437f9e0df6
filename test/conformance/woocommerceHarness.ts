/** The WooCommerce connector with the simulated shop, for the conformance suite. */
import { instant } from '../../src/domain/calendar.ts';
import { createStore } from '../../src/simulator/store/createStore.ts';
import type { FaultKind } from '../../src/simulator/store/faults.ts';
import type { SampleListing } from '../../src/simulator/store/types.ts';
import { woocommerce } from '../../src/stores/woocommerce/woocommerce.ts';
import type { Harness, ShopFault, TestListing, Where } from './harness.ts';

const KEY = 'ck_0123456789abcdef0123456789abcdef01234567';
const SECRET = 'cs_fedcba9876543210fedcba9876543210fedcba98';

const PATHS: Readonly<Record<Where, string>> = { orders: 'GET /orders', listings: 'GET /products', stock: '/batch', note: 'POST /orders', orderChange: 'PUT /orders', any: '' };

function faultOf(fault: ShopFault): FaultKind {
  switch (fault.kind) {
    case 'busy': return { kind: 'busy', retryAfter: fault.retryAfter };
    case 'brokenServer': return { kind: 'serverError', status: 500 };
    case 'brokenProxy': return { kind: 'serverError', status: 502 };
    case 'maintenance': return { kind: 'maintenance' };
    case 'firewall': return { kind: 'firewall', by: 'wordfence' };
    case 'webPage': return { kind: 'page' };
    case 'emptyAnswer': return { kind: 'empty' };
    case 'warningBeforeData': return { kind: 'warning' };
    case 'connectionLost': return { kind: 'reset' };
    case 'hangs': return { kind: 'hang' };
    case 'answerLost': return { kind: 'answerLost', how: 'reset' };
    case 'halfBatch': return { kind: 'halfBatch', done: fault.done, how: fault.answers ? 'short' : 'serverError' };
    case 'stockIgnored': return { kind: 'ignoreStock' };
    case 'stockChangedByOthers': return { kind: 'wrongNumber', by: fault.by };
    case 'redirect': return { kind: 'redirect', to: fault.to };
    case 'echoesCall': return { kind: 'echo' };
    case 'folderMissing':
    case 'noPermission':
    case 'diskFull':
    case 'fileLocked':
      throw new Error(`a shop on the web has no ${fault.kind}`);
  }
}

function listingOf(listing: TestListing): SampleListing {
  return { sku: listing.sku, quantity: listing.quantity, ...(listing.draft === true ? { status: 'draft' } : {}), ...(listing.variations === undefined ? {} : { variations: listing.variations }) };
}

export const woocommerceHarness: Harness = {
  name: 'woocommerce',
  connector: woocommerce,
  registered: woocommerce,
  hostPart: '127.0.0.1',
  faults: {
    everywhere: [
      { kind: 'busy', retryAfter: 1 }, { kind: 'brokenServer' }, { kind: 'brokenProxy' }, { kind: 'maintenance' }, { kind: 'firewall' }, { kind: 'webPage' },
      { kind: 'emptyAnswer' }, { kind: 'connectionLost' }, { kind: 'redirect', to: 'https://elsewhere.example.com/' }, { kind: 'echoesCall' },
    ],
    stumble: { kind: 'brokenProxy' },
    down: { kind: 'maintenance' },
    others: ['busy', 'warningBeforeData', 'redirect'],
  },
  tells: true,
  takesFractions: false,
  isAtomic: false,
  async start(listings, now) {
    let offset = 0;
    const shop = await createStore({ listings: listings.map(listingOf), now: () => instant(now() + offset), key: KEY, secret: SECRET, unstableTies: true });
    return {
      url: shop.url,
      secrets: { consumerKey: KEY, consumerSecret: SECRET },
      wrongSecrets: [{ consumerKey: 'ck_wrong', consumerSecret: SECRET }, { consumerKey: KEY, consumerSecret: 'cs_wrong' }],
      setClockOffset(milliseconds) { offset = milliseconds; },
      placeOrder: (lines) => String(shop.placeOrder({ lines }).id),
      touchOrder: (id) => void shop.editOrder(Number(id), {}),
      cancelOrder: (id) => void shop.cancelOrder(Number(id)),
      trashOrder: (id) => void shop.trashOrder(Number(id)),
      refundOnePiece(id) {
        const line = shop.orders().find((order) => String(order.id) === id)?.lines[0];
        if (line === undefined) throw new Error('the order has no line');
        shop.refund({ orderId: Number(id), lines: [{ lineId: line.id, quantity: 1 }], restock: true });
      },
      refundMoney: (id, amount) => void shop.refund({ orderId: Number(id), amount }),
      orders: () => shop.orders().map((order) => ({ id: String(order.id), modifiedAt: order.modifiedAt, gone: order.status === 'trash' })),
      told(id) {
        const order = shop.orders().find((one) => String(one.id) === id);
        if (order === undefined) throw new Error(`no order ${id}`);
        return { status: order.status, notes: order.notes.map((note) => note.note), meta: order.meta };
      },
      nextStatus: 'completed',
      addListing: (listing) => { shop.addListing(listingOf(listing)); },
      deleteListing: (sku) => { shop.deleteListing(sku); },
      stockOf: (sku) => shop.stockOf(sku),
      skus: () => shop.listings().map((listing) => listing.sku),
      fault: (where, fault, times = 1) => { shop.faults.add({ ...faultOf(fault), on: PATHS[where], times }); },
      clearFaults: () => { shop.faults.clear(); },
      calls: () => shop.requests().length,
      close: () => shop.close(),
    };
  },
};

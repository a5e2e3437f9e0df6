/** The connector for WooCommerce (REST interface wc/v3). */
import type { Connector, Store } from '../store.ts';
import { check, checkWrite } from './check.ts';
import { createClient } from './client.ts';
import { pullListings } from './pullListings.ts';
import { pullOrders } from './pullOrders.ts';
import { readListings } from './readListings.ts';
import { readShopAddress } from './shopAddress.ts';
import { checkKeys } from './signIn.ts';
import { callPart, setStock, stockBatches } from './stock.ts';
import { writeBack } from './writeBack.ts';

export const woocommerce: Connector = {
  kind: 'woocommerce',
  secretNames: ['consumerKey', 'consumerSecret'],
  validate(config) {
    const address = readShopAddress(config.url);
    return address.ok ? checkKeys(config.secrets['consumerKey'] ?? '', config.secrets['consumerSecret'] ?? '') : address.error;
  },
  // WooCommerce sends this address on to its newer orders table by itself (PostsRedirectionController).
  orderPage: (url, orderId) => `${url.replace(/\/+$/, '')}/wp-admin/post.php?post=${encodeURIComponent(orderId)}&action=edit`,
  callPart,
  open(config): Store {
    const address = readShopAddress(config.url);
    if (!address.ok) throw new RangeError('validate() must pass before open()'); // a bug of the caller, never input
    const client = createClient(config, address.value);
    return {
      check: (signal) => check(client, config.now, signal),
      checkWrite: (signal) => checkWrite(client, signal),
      pullOrders: (cursor, from, signal) => pullOrders(client, config.now, cursor, from, signal),
      pullListings: (cursor, signal) => pullListings(client, cursor, signal),
      readListings: (listings, signal) => readListings(client, listings, signal),
      stockBatches,
      setStock: (batch, signal, record) => setStock(client, batch, signal, record),
      writeBack: (what, signal) => writeBack(client, what, signal),
    };
  },
};

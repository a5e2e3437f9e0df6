/** The sentences about connecting a store that differ by its kind: a shop that is signed in to, and a folder that files are exchanged in. */

export type StoreWay = {
  readonly url: { readonly label: string; readonly hint: string };
  readonly check: string;
  readonly checking: string;
  readonly answered: (title: string, host: string) => string;
  /** Empty where the kind has no version. */
  readonly version: (version: string) => string;
  readonly change: string;
  readonly help: { readonly title: string; readonly steps: readonly string[] };
};

const SHOP: StoreWay = {
  url: { label: 'Address of the shop', hint: 'As in the browser, for instance https://shop.example.com.' },
  check: 'Check sign-in',
  checking: 'Signing in to the shop …',
  answered: (title, host) => (title === '' ? `Signed in to ${host}.` : `Signed in to ${title} (${host}).`),
  version: (version) => `WooCommerce ${version}.`,
  change: 'Change address or keys',
  help: {
    title: 'Where do I get the key?',
    steps: [
      'Sign in to the shop’s WordPress and open WooCommerce > Settings > Advanced > REST API.',
      'Press “Add key”. As description write Stockbridge, choose your own user, and the permission “Read/Write”.',
      'Press “Generate API key”, and copy the consumer key and the consumer secret into the two fields here. The shop shows the secret only once.',
    ],
  },
};

const FOLDER: StoreWay = {
  url: { label: 'Folder', hint: 'Its full path on this PC or in the network, for instance C:\\Shop\\Exchange or \\\\server\\shop\\exchange.' },
  check: 'Check the folder',
  checking: 'Looking at the folder …',
  answered: (title) => `The folder ${title} can be read and written.`,
  version: () => '',
  change: 'Change the folder',
  help: {
    title: 'What goes into the folder?',
    steps: [
      'Make an empty folder that the shop’s program and this PC can both reach, and give its path here. Stockbridge makes the folders “orders” and “stock” in it.',
      'Put a list of what is for sale into it, as listings.csv: one row for each SKU, with the columns sku, name, quantity.',
      'Let the shop’s program put its orders into “orders”, one row for each line of an order. The guide, page “A folder of CSV files”, lists the columns.',
      'Let it read “stock/stock.csv”, which Stockbridge keeps up to date.',
    ],
  },
};

const WAYS: Readonly<Record<string, StoreWay>> = { csvFolder: FOLDER };

export function storeWay(kind: string): StoreWay {
  return WAYS[kind] ?? SHOP;
}

/** The simulated shop's products and variations, and who keeps the stock of each. */
import type { Instant } from '../../domain/calendar.ts';
import type { ListingStatus, ListingView, SampleListing, SampleVariation } from './types.ts';

export type Product = {
  readonly id: number;
  /** 0 for a product; the product's id for a variation. */
  readonly parentId: number;
  readonly type: 'simple' | 'variable' | 'variation';
  name: string;
  sku: string;
  price: string;
  status: ListingStatus;
  /** Its own setting; a variation without one follows its parent. */
  ownStock: boolean;
  quantity: number | null;
  readonly backorders: boolean;
  readonly createdAt: Instant;
  modifiedAt: Instant;
};

export type Catalogue = {
  add(sample: SampleListing): void;
  /** With its variations; the ids of what is gone. */
  remove(sku: string): readonly number[];
  /** Products and variations together, by id. */
  all(): readonly Product[];
  get(id: number): Product | undefined;
  bySku(sku: string): Product | undefined;
  variationsOf(id: number): readonly Product[];
  /** `parent` when the product keeps it for the variation: a word, not true, as in the shop's JSON. */
  manages(product: Product): boolean | 'parent';
  /** The record whose number counts for this one; null when nobody keeps stock. */
  keeper(product: Product): Product | null;
  /** What the shop shows for it. */
  shown(product: Product): number | null;
};

export function createCatalogue(nextId: () => number, now: () => Instant): Catalogue {
  const products = new Map<number, Product>();
  const bySkuKey = new Map<string, Product>();

  const manages = (product: Product): boolean | 'parent' => {
    if (product.ownStock) return true;
    return product.type === 'variation' && products.get(product.parentId)?.ownStock === true ? 'parent' : false;
  };
  const keeper = (product: Product): Product | null => {
    if (product.ownStock) return product;
    return manages(product) === 'parent' ? (products.get(product.parentId) ?? null) : null;
  };
  const variationsOf = (id: number): readonly Product[] => [...products.values()].filter((product) => product.parentId === id);
  const bySku = (sku: string): Product | undefined => bySkuKey.get(sku.trim().toLowerCase()); // unique whatever the case, as in the shop

  const addOne = (sample: SampleListing | SampleVariation, type: Product['type'], parentId: number, quantity: number | null): Product => {
    const at = now();
    const sku = sample.sku.trim(); // the shop trims SKUs when it saves
    if (sku !== '' && bySku(sku) !== undefined) throw new RangeError(`the shop has SKU ${sku} already`);
    const product: Product = {
      id: nextId(), parentId, type, name: sample.name ?? sku, sku, price: sample.price ?? '10.00', status: sample.status ?? 'publish',
      ownStock: quantity !== null, quantity, backorders: 'backorders' in sample && (sample.backorders ?? false), createdAt: at, modifiedAt: at,
    };
    products.set(product.id, product);
    if (sku !== '') bySkuKey.set(sku.toLowerCase(), product);
    return product;
  };

  return {
    add(sample) {
      const variable = sample.variations !== undefined;
      const parent = addOne(sample, variable ? 'variable' : 'simple', 0, sample.quantity === undefined ? (variable ? null : 10) : sample.quantity);
      for (const variation of sample.variations ?? []) {
        const quantity = variation.quantity === 'parent' ? null : (variation.quantity === undefined ? 10 : variation.quantity);
        addOne(variation, 'variation', parent.id, quantity);
      }
    },
    remove(sku) {
      const product = bySku(sku);
      if (product === undefined) throw new RangeError(`the shop has no SKU ${sku}`);
      const gone = [...variationsOf(product.id), product];
      for (const { id, sku: name } of gone) {
        products.delete(id);
        bySkuKey.delete(name.toLowerCase());
      }
      return gone.map(({ id }) => id);
    },
    all: () => [...products.values()],
    get: (id) => products.get(id),
    bySku,
    variationsOf,
    manages,
    keeper,
    shown: (product) => keeper(product)?.quantity ?? null,
  };
}

export function viewListing(product: Product, catalogue: Catalogue): ListingView {
  return {
    id: product.id, parentId: product.parentId === 0 ? null : product.parentId, sku: product.sku, name: product.name,
    status: product.status, manageStock: catalogue.manages(product), quantity: catalogue.shown(product),
  };
}

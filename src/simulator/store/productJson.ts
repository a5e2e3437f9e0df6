/** Products and variations as wc/v3 writes them. */
import { toLocalStamp } from '../../domain/calendar.ts';
import type { Catalogue, Product } from './catalogue.ts';
import { gmtStamp } from './shopTime.ts';

export type Site = { readonly base: string; readonly zone: string };

function stockFields(product: Product, catalogue: Catalogue): Readonly<Record<string, unknown>> {
  const quantity = catalogue.shown(product);
  const backorders = catalogue.keeper(product)?.backorders ?? product.backorders;
  const out = quantity !== null && quantity <= 0;
  return {
    manage_stock: catalogue.manages(product),
    stock_quantity: quantity,
    backorders: backorders ? 'yes' : 'no',
    backorders_allowed: backorders,
    backordered: out && backorders,
    low_stock_amount: null,
    stock_status: out ? (backorders ? 'onbackorder' : 'outofstock') : 'instock',
  };
}

function commonFields(product: Product, site: Site): Readonly<Record<string, unknown>> {
  return {
    id: product.id,
    date_created: toLocalStamp(product.createdAt, site.zone),
    date_created_gmt: gmtStamp(product.createdAt),
    date_modified: toLocalStamp(product.modifiedAt, site.zone),
    date_modified_gmt: gmtStamp(product.modifiedAt),
    description: '',
    permalink: `${site.base}/?post_type=product&p=${String(product.id)}`,
    sku: product.sku,
    global_unique_id: '',
    price: product.price,
    regular_price: product.price,
    sale_price: '',
    on_sale: false,
    status: product.status,
    purchasable: true,
    virtual: false,
    downloadable: false,
    downloads: [],
    download_limit: -1,
    download_expiry: -1,
    tax_status: 'taxable',
    tax_class: '',
    weight: '',
    dimensions: { length: '', width: '', height: '' },
    shipping_class: '',
    shipping_class_id: 0,
    menu_order: 0,
    meta_data: [],
  };
}

/** As /products shows it; a variation asked for there carries its parent's name. */
export function productJson(product: Product, catalogue: Catalogue, site: Site): Readonly<Record<string, unknown>> {
  const parent = product.type === 'variation' ? catalogue.get(product.parentId) : undefined;
  return {
    ...commonFields(product, site),
    name: parent === undefined ? product.name : `${parent.name} - ${product.name}`,
    slug: product.sku.toLowerCase(),
    type: product.type,
    featured: false,
    catalog_visibility: 'visible',
    short_description: '',
    total_sales: 0,
    sold_individually: false,
    ...stockFields(product, catalogue),
    parent_id: product.parentId,
    categories: [{ id: 15, name: 'Uncategorized', slug: 'uncategorized' }],
    tags: [],
    images: [],
    attributes: [],
    variations: product.type === 'variable' ? catalogue.variationsOf(product.id).map((variation) => variation.id) : [],
    grouped_products: [],
  };
}

/** As /products/<id>/variations shows it: its name is its options only. */
export function variationJson(product: Product, catalogue: Catalogue, site: Site): Readonly<Record<string, unknown>> {
  return { ...commonFields(product, site), type: 'variation', ...stockFields(product, catalogue), image: null, attributes: [], name: product.name, parent_id: product.parentId };
}

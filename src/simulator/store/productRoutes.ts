/** The shop's answers about products: lists, single records, stock by PUT and by batch, with the quirks measured on a real shop. */
import type { Instant } from '../../domain/calendar.ts';
import type { Catalogue, Product } from './catalogue.ts';
import type { StoreFault } from './faults.ts';
import { productJson, variationJson, type Site } from './productJson.ts';
import { invalidParameter, listPage, noRoute, pickFields, restError, type ListRules, type Params, type RestAnswer } from './rest.ts';

export type ProductContext = { readonly catalogue: Catalogue; readonly site: Site; readonly now: () => Instant };
export type Call = { readonly method: string; readonly path: string; readonly params: Params; readonly body: unknown; readonly fault: StoreFault | null };

const LIST_STATUSES: ReadonlySet<string> = new Set(['any', 'publish', 'draft', 'private', 'pending', 'future', 'trash']);
const TYPES: ReadonlySet<string> = new Set(['simple', 'grouped', 'external', 'variable']);
const MOST = 100;

const invalidProduct = (status: number): RestAnswer => restError(status, 'woocommerce_rest_product_invalid_id', 'Invalid ID.');
const invalidVariation = restError(404, 'woocommerce_rest_product_variation_invalid_id', 'Invalid ID.');
const wrongEndpoint = restError(
  404, 'woocommerce_rest_invalid_product_id', 'To manipulate product variations you should use the /products/&lt;product_id&gt;/variations/&lt;id&gt; endpoint.',
);

function rules(context: ProductContext, path: string): ListRules<Product> {
  const byId = (product: Product): number => product.id;
  return {
    base: context.site.base, path: `/wp-json/wc/v3${path}`, zone: context.site.zone, idOf: byId,
    createdAt: (product) => product.createdAt, modifiedAt: (product) => product.modifiedAt, totalPastEnd: true, defaultOrderBy: 'date',
    orderBy: {
      id: byId, include: byId, date: (product) => product.createdAt, modified: (product) => product.modifiedAt, title: (product) => product.name,
      slug: (product) => product.sku, menu_order: byId,
    },
  };
}

/** Null: not a route about products. */
export function productRoutes(call: Call, context: ProductContext): RestAnswer | null {
  const { catalogue } = context;
  if (call.path === '/products' && call.method === 'GET') return listProducts(call, context);
  if (call.path === '/variations' && call.method === 'GET') {
    const wanted = skuFilter(call.params);
    const rows = catalogue.all().filter((product) => product.type === 'variation' && (wanted === null || wanted.has(product.sku.toLowerCase())));
    return listPage(rows, call.params, rules(context, call.path), (row) => variationJson(row, catalogue, context.site));
  }
  const match = /^\/products(?:\/(\d+)\/variations)?(?:\/(batch|\d+))?$/.exec(call.path);
  if (match === null || (match[1] === undefined && match[2] === undefined)) return null;
  const parentId = match[1] === undefined ? null : Number(match[1]);
  if (match[2] === undefined) return call.method === 'GET' ? listVariations(call, context, parentId ?? 0) : noRoute;
  if (match[2] === 'batch') return call.method === 'GET' ? noRoute : batch(call, context, parentId);
  return single(call, context, parentId, Number(match[2]));
}

/** The SKUs of `?sku=a,b`, lower case. An empty filter is no filter. */
function skuFilter(params: Params): ReadonlySet<string> | null {
  const text = params.get('sku') ?? '';
  return text === '' ? null : new Set([text, ...text.split(',')].map((sku) => sku.trim().toLowerCase()));
}

function listProducts(call: Call, context: ProductContext): RestAnswer {
  const { catalogue, site } = context;
  const status = call.params.get('status') ?? 'any';
  if (!LIST_STATUSES.has(status)) return invalidParameter('status');
  const type = call.params.get('type');
  if (type !== undefined && !TYPES.has(type)) return invalidParameter('type');
  const wanted = skuFilter(call.params);
  const part = call.params.get('search_sku')?.toLowerCase();
  const words = call.params.get('search')?.toLowerCase();
  const rows = catalogue.all().filter((product) => {
    if (status === 'any' ? product.status === 'trash' : product.status !== status) return false;
    if (type !== undefined && product.type !== type) return false;
    if (wanted !== null) return wanted.has(product.sku.toLowerCase()); // the only way variations come into this list
    if (product.type === 'variation') return false;
    if (part !== undefined && !product.sku.toLowerCase().includes(part)) return false;
    return words === undefined || product.name.toLowerCase().includes(words);
  });
  return listPage(rows, call.params, rules(context, call.path), (row) => productJson(row, catalogue, site));
}

function listVariations(call: Call, context: ProductContext, parentId: number): RestAnswer {
  const parent = context.catalogue.get(parentId);
  if (parent === undefined || parent.type === 'variation') return invalidProduct(404);
  return listPage(context.catalogue.variationsOf(parentId), call.params, rules(context, call.path), (row) => variationJson(row, context.catalogue, context.site));
}

function single(call: Call, context: ProductContext, parentId: number | null, id: number): RestAnswer {
  const { catalogue, site } = context;
  const product = catalogue.get(id);
  const show = (found: Product): RestAnswer => ({
    status: 200, json: pickFields(parentId === null ? productJson(found, catalogue, site) : variationJson(found, catalogue, site), call.params),
  });
  if (call.method === 'GET') {
    if (product === undefined || (parentId !== null && product.parentId !== parentId)) return parentId === null ? invalidProduct(404) : invalidVariation;
    return show(product);
  }
  if (call.method !== 'PUT' && call.method !== 'POST' && call.method !== 'PATCH') return noRoute;
  const change = readChange(call.body);
  if (change === null || !singleAllows(change)) return invalidParameter('stock_quantity');
  const target = findTarget(context, parentId, id);
  if ('status' in target) return target;
  apply(target.product, change['stock_quantity'] === null ? { ...change, stock_quantity: 0 } : change, context, call.fault);
  return show(target.product);
}

type Change = Readonly<Record<string, unknown>>;

function readChange(value: unknown): Change | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Change) : null;
}

/** A single PUT checks the number's form, a batch does not. */
function singleAllows(change: Change): boolean {
  const value = change['stock_quantity'];
  if (value === undefined || value === null) return true;
  if (typeof value === 'number') return Number.isInteger(value);
  return typeof value === 'string' && value.trim() !== '' && Number.isInteger(Number(value));
}

function findTarget(context: ProductContext, parentId: number | null, id: number): { readonly product: Product } | RestAnswer {
  const product = context.catalogue.get(id);
  if (parentId !== null) return product?.parentId === parentId ? { product } : invalidVariation;
  if (product === undefined) return invalidProduct(400);
  return product.type === 'variation' ? wrongEndpoint : { product };
}

function batch(call: Call, context: ProductContext, parentId: number | null): RestAnswer {
  const body = readChange(call.body);
  const update = body?.['update'];
  const items: readonly unknown[] = Array.isArray(update) ? update : [];
  if (items.length > MOST) return restError(413, 'woocommerce_rest_request_entity_too_large', `Unable to accept more than ${String(MOST)} items for this request.`);
  if (items.length === 0) return { status: 200, json: [] };
  const half = call.fault?.kind === 'halfBatch' ? call.fault.done : items.length;
  const answers = items.slice(0, half).map((item) => batchItem(readChange(item) ?? {}, call, context, parentId));
  if (call.params.has('_fields')) return { status: 200, json: (call.params.get('_fields') ?? '').startsWith('update') ? { update: [] } : [] };
  return { status: 200, json: { update: answers } };
}

function batchItem(change: Change, call: Call, context: ProductContext, parentId: number | null): unknown {
  const id = change['id'];
  const target = findTarget(context, parentId, typeof id === 'number' || typeof id === 'string' ? Number(id) : -1);
  if ('status' in target) return { id: id ?? null, error: target.json };
  apply(target.product, change, context, call.fault);
  return parentId === null ? productJson(target.product, context.catalogue, context.site) : variationJson(target.product, context.catalogue, context.site);
}

/** PHP's way with what is not a whole number: 2.5 → 2, "1,200" → 1, "abc" and "" → 0. */
function toStock(value: unknown): number {
  if (typeof value === 'number') return Math.trunc(value);
  const parsed = typeof value === 'string' ? Number.parseFloat(value) : Number(value === true);
  return Number.isNaN(parsed) ? 0 : Math.trunc(parsed);
}

/** Any write bumps date_modified, also one that changes nothing; stock nobody keeps here is passed over in silence. */
function apply(product: Product, change: Change, context: ProductContext, fault: StoreFault | null): void {
  product.modifiedAt = context.now();
  if (typeof change['manage_stock'] === 'boolean') {
    product.ownStock = change['manage_stock'];
    product.quantity = product.ownStock ? (product.quantity ?? 0) : null;
  }
  if (typeof change['name'] === 'string') product.name = change['name'];
  if (typeof change['regular_price'] === 'string') product.price = change['regular_price'];
  const status = change['status'];
  if (status === 'publish' || status === 'draft' || status === 'private') product.status = status;
  if (fault?.kind === 'ignoreStock' || !product.ownStock) return;
  const quantity = change['stock_quantity'];
  if (quantity !== undefined && quantity !== null) product.quantity = toStock(quantity) + (fault?.kind === 'wrongNumber' ? fault.by : 0);
  if (typeof change['inventory_delta'] === 'number') product.quantity = (product.quantity ?? 0) + change['inventory_delta'];
}

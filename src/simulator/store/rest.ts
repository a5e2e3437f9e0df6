/** WordPress's way of answering: JSON with a code, lists in pages, and the headers that tell of the pages. */
import type { Instant } from '../../domain/calendar.ts';
import { filterBound } from './shopTime.ts';

export type RestAnswer = { readonly status: number; readonly json: unknown; readonly headers?: Readonly<Record<string, string>> };

export function restError(status: number, code: string, message: string, more: Readonly<Record<string, unknown>> = {}): RestAnswer {
  return { status, json: { code, message, data: { status, ...more } } };
}

export const noRoute: RestAnswer = restError(404, 'rest_no_route', 'No route was found matching the URL and request method.');

export function invalidParameter(name: string): RestAnswer {
  return restError(400, 'rest_invalid_param', `Invalid parameter(s): ${name}`, { params: { [name]: `Invalid parameter: ${name}.` } });
}

export type Params = ReadonlyMap<string, string>;

export type ListRules<Row> = {
  readonly base: string;
  readonly path: string;
  readonly zone: string;
  readonly orderBy: Readonly<Record<string, (row: Row) => number | string>>;
  readonly defaultOrderBy: string;
  readonly idOf: (row: Row) => number;
  readonly createdAt: (row: Row) => Instant;
  readonly modifiedAt: (row: Row) => Instant;
  /** Orders forget the total past the last page, products do not. */
  readonly totalPastEnd: boolean;
  /** Breaks ties between rows the sort key finds equal. */
  readonly tie?: (row: Row, page: number) => number;
};

const DATES = ['after', 'before', 'modified_after', 'modified_before'] as const;

/** Filters, sorts and cuts rows as a wc/v3 list does. Unknown filters are ignored, as there. */
export function listPage<Row>(rows: readonly Row[], params: Params, rules: ListRules<Row>, show: (row: Row) => unknown): RestAnswer {
  const number = (name: string, fallback: number): number => (params.has(name) ? Number(params.get(name)) : fallback);
  const perPage = number('per_page', 10);
  const page = number('page', 1);
  if (!Number.isInteger(perPage) || perPage < 1 || perPage > 100) return invalidParameter('per_page');
  if (!Number.isInteger(page) || page < 1) return invalidParameter('page');
  const order = params.get('order') ?? 'desc';
  if (order !== 'asc' && order !== 'desc') return invalidParameter('order');
  const by = rules.orderBy[params.get('orderby') ?? rules.defaultOrderBy];
  if (by === undefined) return invalidParameter('orderby');
  let found = rows;
  for (const name of DATES) {
    const text = params.get(name);
    if (text === undefined) continue;
    const bound = filterBound(text, params.get('dates_are_gmt') === 'true', rules.zone);
    if (bound === null) return invalidParameter(name);
    const read = name.startsWith('modified') ? rules.modifiedAt : rules.createdAt;
    found = found.filter((row) => (name.endsWith('after') ? read(row) > bound : read(row) < bound));
  }
  found = pickIds(found, params, rules.idOf);
  const sign = order === 'asc' ? 1 : -1;
  const tie = rules.tie ?? rules.idOf;
  const sorted = found.toSorted((a, b) => sign * compare(by(a), by(b)) || sign * (tie(a, page) - tie(b, page)));
  const offset = params.has('offset') ? number('offset', 0) : (page - 1) * perPage;
  const cut = sorted.slice(offset, offset + perPage);
  const pages = Math.ceil(sorted.length / perPage);
  const pastEnd = cut.length === 0 && !rules.totalPastEnd;
  const headers = { 'X-WP-Total': pastEnd ? '0' : String(sorted.length), 'X-WP-TotalPages': pastEnd ? '0' : String(pages), Link: links(page, pages, params, rules) };
  return { status: 200, json: cut.map((row) => pickFields(show(row), params)), headers };
}

function pickIds<Row>(rows: readonly Row[], params: Params, idOf: (row: Row) => number): readonly Row[] {
  const ids = (name: string): ReadonlySet<number> | null => (params.has(name) ? new Set((params.get(name) ?? '').split(',').map(Number)) : null);
  const include = ids('include');
  const exclude = ids('exclude');
  return rows.filter((row) => (include?.has(idOf(row)) ?? true) && !(exclude?.has(idOf(row)) ?? false));
}

export function pickFields(value: unknown, params: Params): unknown {
  const fields = params.get('_fields');
  if (fields === undefined || typeof value !== 'object' || value === null) return value;
  const wanted = new Set(fields.split(',').map((field) => field.trim().split('.')[0]));
  return Object.fromEntries(Object.entries(value).filter(([name]) => wanted.has(name)));
}

function links<Row>(page: number, pages: number, params: Params, rules: ListRules<Row>): string {
  const link = (to: number, rel: string): string => {
    const query = new URLSearchParams([...params].filter(([name]) => name !== 'page' && !name.startsWith('oauth_')));
    query.set('page', String(to));
    return `<${rules.base}${rules.path}?${query.toString()}>; rel="${rel}"`;
  };
  const neighbours = [...(page > 1 ? [link(Math.min(page - 1, pages), 'prev')] : []), ...(page < pages ? [link(page + 1, 'next')] : [])];
  return neighbours.length > 0 ? neighbours.join(', ') : `<${rules.base}/wp-json/>; rel="https://api.w.org/"`;
}

function compare(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

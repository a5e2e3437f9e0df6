/** Reads the address: the tab, and what it was asked to show. */
export type Route = { readonly tab: string; /** E.g. `sku` for the sync log. */ readonly query: Readonly<Record<string, string>> };

/** `#/log?sku=MUG` as its parts. */
export function routeOf(hash: string): Route {
  const [path = '', parameters = ''] = hash.replace(/^#\/?/, '').split('?');
  return { tab: path, query: Object.fromEntries(new URLSearchParams(parameters)) };
}

/** Where in the window the reader is: the tab, and what it was asked to show, kept in the address so that "back" works. */
import { useMemo, useSyncExternalStore } from 'react';
import { routeOf, type Route } from './routeOf.ts';

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => { window.removeEventListener('hashchange', listener); };
}

/** `#/log?sku=MUG` */
export function hrefOf(tab: string, query: Route['query'] = {}): string {
  const parameters = new URLSearchParams(query).toString();
  return `#/${tab}${parameters === '' ? '' : `?${parameters}`}`;
}

export function go(tab: string, query: Route['query'] = {}): void {
  location.hash = hrefOf(tab, query);
}

/** The same page, asked something else: "back" leads to the page before it, not through every letter that was typed. */
export function refine(tab: string, query: Route['query']): void {
  location.replace(hrefOf(tab, query));
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => routeOf(hash), [hash]);
}

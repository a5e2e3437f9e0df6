/** Before the first page is drawn: everything it needs is asked for at once instead of one after the other, and drawn once instead of three times. */
import type { QueryClient } from '@tanstack/react-query';
import type { Engine } from './engine/engine.ts';
import { forgetEarly } from './engine/early.ts';
import { callQuery } from './engine/useCall.ts';
import type { Tab } from './parts/tabs.tsx';
import type { Route } from './routeOf.ts';
import { loadPage } from './usePage.ts';

/** Milliseconds after which something has to be shown, if only that the bridge is looked for. */
const PATIENCE = 250;

/** Resolves when all is there, or when waiting any longer would leave the window empty. Never rejects: what failed is asked for again by the page, which says why. */
export async function openAhead(engine: Engine, queries: QueryClient, tabs: readonly Tab[], { tab: key, query }: Route): Promise<void> {
  const { client } = engine;
  const tab = tabs.find((one) => one.key === key) ?? tabs[0];
  const wanted = [callQuery(client, 'status.show', {}), callQuery(client, 'setup.state', {}), ...(tab?.ahead?.(client, query) ?? [])];
  const all = Promise.all([tab === undefined ? null : loadPage(tab).catch(() => null), ...wanted.map((one) => queries.query(one).catch(() => null))]);
  await Promise.race([all, new Promise((resolve) => { setTimeout(resolve, PATIENCE); })]);
  forgetEarly();
}

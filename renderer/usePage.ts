/** The pages, each a file of its own that is fetched when it is opened first; the others follow while nothing else is to be done. */
import { useEffect, useState, type ComponentType } from 'react';
import type { Tab } from './parts/tabs.tsx';

const loaded = new Map<string, ComponentType>();

/** Rejects where the file is gone: the program was renewed since the window was opened. */
export async function loadPage({ key, load }: Tab): Promise<ComponentType> {
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const page = await load();
  loaded.set(key, page);
  return page;
}

/** Null while it is on its way. Throws where it cannot be had, which shows the page that offers to reload the window. */
export function usePage(tab: Tab | undefined): ComponentType | null {
  const [, setCount] = useState(0);
  const [fault, setFault] = useState<{ readonly cause: unknown } | null>(null);
  const page = tab === undefined ? undefined : loaded.get(tab.key);
  useEffect(() => {
    if (tab === undefined || page !== undefined) return;
    loadPage(tab).then(() => { setCount((count) => count + 1); }, (cause: unknown) => { setFault({ cause }); });
  }, [tab, page]);
  if (fault !== null) throw fault.cause;
  return page ?? null;
}

/** Milliseconds after which a reader has seen the first page. */
const LATER = 2_000;

/** Fetches the pages that have not been opened yet, one after the other. What cannot be had now is said when it is opened. */
export function usePagesAhead(tabs: readonly Tab[]): void {
  useEffect(() => {
    let isGone = false;
    const timer = setTimeout(() => {
      void (async () => {
        for (const tab of tabs) if (!isGone) await loadPage(tab).catch(() => undefined);
      })();
    }, LATER);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [tabs]);
}

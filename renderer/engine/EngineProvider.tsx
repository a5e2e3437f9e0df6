/** Gives the pages the engine: its client, its connection, and answers kept until an event says that they are out of date. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { EventName } from '../../src/contract/defineContract.ts';
import type { Contract } from '../../src/contract/contract.ts';
import { createDrains, type Drains } from './drains.ts';
import type { Connection, Engine } from './engine.ts';
import { lateContract } from './lateContract.ts';
import { areaOf, STALE_AFTER } from './staleAfter.ts';

type Provided = { readonly engine: Engine; readonly drains: Drains };

const Context = createContext<Provided | null>(null);

/** Events come in bursts while a queue drains; the pages look again at most this often. Milliseconds. */
const CALM = 1_000;

/** Where the answers are kept. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: 10_000, gcTime: 60_000, networkMode: 'always', refetchOnWindowFocus: true }, mutations: { networkMode: 'always' } },
  });
}

export function EngineProvider({ engine, queries, children }: { readonly engine: Engine; readonly queries: QueryClient; readonly children: ReactNode }): ReactNode {
  const [provided] = useState((): Provided => ({ engine, drains: createDrains() }));

  useEffect(() => {
    const stale = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      timer = undefined;
      const areas = new Set(stale);
      stale.clear();
      void queries.invalidateQueries({ predicate: ({ queryKey: [call] }) => typeof call === 'string' && areas.has(areaOf(call)) });
    };
    const stops = (Object.keys(lateContract.events) as EventName<Contract>[]).map((name) => engine.client.on(name, () => {
      for (const area of STALE_AFTER[name] ?? []) stale.add(area);
      timer ??= setTimeout(refresh, CALM);
    }));
    let before = engine.connection();
    stops.push(provided.drains.follow(engine.client), engine.onConnection(() => {
      const now = engine.connection();
      // Whatever happened while nobody was there to tell it: ask for everything anew. When the window opens, that is what was asked too early to be told of
      // changes, and there is no hurry: the answers are a moment old.
      if (now === 'connected' && before === 'lost') void queries.invalidateQueries();
      else if (now === 'connected') timer ??= setTimeout(() => { timer = undefined; void queries.invalidateQueries(); }, CALM);
      before = now;
    }));
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [engine, provided, queries]);

  return <QueryClientProvider client={queries}><Context value={provided}>{children}</Context></QueryClientProvider>;
}

function useProvided(): Provided {
  const provided = useContext(Context);
  if (provided === null) throw new Error('outside EngineProvider');
  return provided;
}

export function useEngine(): Engine {
  return useProvided().engine;
}

export function useDrains(): Drains {
  return useProvided().drains;
}

export function useConnection(): Connection {
  const engine = useEngine();
  return useSyncExternalStore(engine.onConnection, engine.connection);
}

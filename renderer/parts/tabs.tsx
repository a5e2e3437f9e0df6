/** What a tab is, and links between tabs. */
import { Link } from '@fluentui/react-components';
import type { FluentIcon } from '@fluentui/react-icons';
import { createContext, useContext, type ComponentType, type ReactNode } from 'react';
import type { Client } from '../../src/contract/client.ts';
import type { Contract, Output } from '../../src/contract/contract.ts';
import { hrefOf } from '../route.ts';
import type { Route } from '../routeOf.ts';

/** A question for React Query. */
export type Ahead = { readonly queryKey: readonly unknown[]; readonly queryFn: () => Promise<unknown> };

export type Tab = {
  readonly key: string;
  readonly icon: FluentIcon;
  readonly title: string;
  /** The page is a file of its own. */
  readonly load: () => Promise<ComponentType>;
  /** What the page asks at once, so that it can be asked for before the page is there; `query`: the address's. */
  readonly ahead?: (client: Client<Contract>, query: Route['query']) => readonly Ahead[];
  readonly count?: (status: Output<'status.show'>) => number;
  readonly isAside?: boolean;
  /** It fills the window; the navigation is not shown. */
  readonly isWhole?: boolean;
};

/** The keys of the tabs that there are. */
export const TabsContext = createContext<ReadonlySet<string>>(new Set());

export function useHasTab(key: string): boolean {
  return useContext(TabsContext).has(key);
}

/** A link to a tab; nothing where there is no such tab. */
export function TabLink({ tab, query, children }: { readonly tab: string; readonly query?: Route['query']; readonly children: ReactNode }): ReactNode {
  return useHasTab(tab) ? <Link href={hrefOf(tab, query)}>{children}</Link> : null;
}

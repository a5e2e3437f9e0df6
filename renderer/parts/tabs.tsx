/** What a tab is, and links between tabs. */
import { Link } from '@fluentui/react-components';
import type { FluentIcon } from '@fluentui/react-icons';
import { createContext, useContext, type ComponentType, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { hrefOf, type Route } from '../route.ts';

export type Tab = {
  readonly key: string;
  readonly icon: FluentIcon;
  readonly title: string;
  readonly Page: ComponentType;
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

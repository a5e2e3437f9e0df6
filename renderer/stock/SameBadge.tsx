/** Does the store show what it should? Said by shape and word, not by colour alone. */
import type { ReactNode } from 'react';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { SKU_WORDS as WORDS } from './words.ts';

/** `isSame`: null when one of the two numbers is not known. */
export function SameBadge({ isSame }: { readonly isSame: boolean | null }): ReactNode {
  if (isSame === null) return <StatusBadge tone="quiet">{WORDS.unknown}</StatusBadge>;
  return <StatusBadge tone={isSame ? 'good' : 'attention'}>{isSame ? WORDS.same : WORDS.different}</StatusBadge>;
}

/** A moment as people say it, with the whole date on hover. */
import type { PointerEvent, ReactNode } from 'react';
import { WORDS } from '../words.ts';
import { formatDistance, formatFully } from './format.ts';
import { useNow } from './useNow.ts';

/** The clock of the page goes by calm steps and may be that much behind. Milliseconds. */
const BEHIND = 15_000;

/** `3 minutes ago`; `never` for null, or what `none` says. */
export function RelativeTime({ at, none = WORDS.never }: { readonly at: number | null; readonly none?: string }): ReactNode {
  const now = useNow();
  if (at === null) return none;
  // A list has many of them, and nobody has pointed at one yet.
  const tellFully = ({ currentTarget }: PointerEvent<HTMLElement>): void => { currentTarget.title = formatFully(at); };
  return <time dateTime={new Date(at).toISOString()} onPointerEnter={tellFully}>{formatDistance(at, now) ?? (at - now > BEHIND ? WORDS.soon : WORDS.justNow)}</time>;
}

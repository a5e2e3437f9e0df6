/** Is there little room: a small window, or a large scale of the screen? Tables leave out what a row's panel shows as well. */
import { useSyncExternalStore } from 'react';

/** CSS pixels; the same width below which a panel lies over its list (ListWithPanel). */
const query = window.matchMedia('(max-width: 1180px)');

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener);
  return () => { query.removeEventListener('change', listener); };
}

export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}

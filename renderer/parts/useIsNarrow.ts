/** Is there less room than the window is drawn for? At 125 % a window of 1280 pixels is one of 1024. */
import { useSyncExternalStore } from 'react';

const query = window.matchMedia('(max-width: 1180px)');

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener);
  return () => { query.removeEventListener('change', listener); };
}

/** Then tables leave out what is said elsewhere too. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}

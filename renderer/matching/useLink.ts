/** Links a listing to an item; where the item feeds another listing of the store already, only after the reader has agreed to that. */
import { useCallback } from 'react';
import { useAction } from '../engine/useCall.ts';
import { useNotify } from '../parts/Notices.tsx';
import { useQuestion } from '../parts/Questions.tsx';
import { nameOfListing, type Item, type Listing } from './rows.ts';
import { MATCHING } from './words.ts';

export type LinkThem = { readonly run: (listing: Listing, item: Item) => void; readonly isRunning: boolean };

/** `onDone`: the row may be gone then. */
export function useLink(onDone: () => void): LinkThem {
  const { run: link, isRunning } = useAction('matching.link');
  const notify = useNotify();
  const ask = useQuestion();
  const run = useCallback((listing: Listing, item: Item): void => {
    const attempt = async (share: boolean): Promise<void> => {
      const done = await link({ listingId: listing.listingId, listId: item.listId, share });
      if (done.ok) {
        notify.done(MATCHING.linked(nameOfListing(listing), item.fullName));
        onDone();
      } else if (done.error.code === 'secondListing' && !share) {
        ask({ title: MATCHING.shareTitle, text: MATCHING.shareText(done.error.what), confirm: MATCHING.shareConfirm, onConfirm: () => void attempt(true) });
      } else notify.failed(done.error);
    };
    void attempt(false);
  }, [link, notify, ask, onDone]);
  return { run, isRunning };
}

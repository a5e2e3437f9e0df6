/**
 * The one dialog that asks before something is done. It belongs to the window, not to what asks: a dialog that is taken away while it closes leaves the page
 * hidden from screen readers, and what asked is often gone as soon as it is done. The keyboard is never left nowhere.
 */
import { createContext, lazy, Suspense, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from 'react';

export type Question = {
  readonly title: string;
  readonly text: ReactNode;
  /** The button that does it: a verb. */
  readonly confirm: string;
  readonly onConfirm: () => void;
};

/** A file of its own: nobody is asked anything before a page is there. */
const ConfirmDialog = lazy(async () => ({ default: (await import('./ConfirmDialog.tsx')).ConfirmDialog }));

const Context = createContext<(question: Question) => void>(() => undefined);
const NOTHING: Question = { title: '', text: '', confirm: '', onConfirm: () => undefined };
/** What asked may go only when the engine's next news come. Milliseconds. */
const WATCHED = 10_000;

export function Questions({ children }: { readonly children: ReactNode }): ReactNode {
  const [question, setQuestion] = useState(NOTHING);
  const [isOpen, setOpen] = useState(false);
  const hasAsked = question !== NOTHING;
  const stopWatching = useRef<() => void>(() => undefined);
  useEffect(() => () => { stopWatching.current(); }, []);
  const ask = useCallback((asked: Question) => {
    stopWatching.current();
    stopWatching.current = keepFocus();
    setQuestion(asked);
    setOpen(true);
  }, []);
  return (
    <Context value={ask}>
      {children}
      {hasAsked && <Suspense>
        <ConfirmDialog isOpen={isOpen} title={question.title} confirm={question.confirm}
          onCancel={() => { setOpen(false); }} onConfirm={() => { setOpen(false); question.onConfirm(); }}>{question.text}</ConfirmDialog>
      </Suspense>}
    </Context>
  );
}

/** Asks; nothing happens unless the answer is yes. */
export function useQuestion(): (question: Question) => void {
  return useContext(Context);
}

/**
 * From now until the keyboard is somewhere again for good: whenever it is nowhere, it goes back to what asked, or, when that is gone, to the list beside which
 * it stood, or to the page. Returns how to stop.
 */
function keepFocus(): () => void {
  const asker = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const list = asker?.closest('[data-list]') ?? null;
  const look = (): void => {
    const isNowhere = document.activeElement === null || document.activeElement === document.body;
    if (!isNowhere || document.querySelector('[role=alertdialog], [role=dialog]') !== null) return;
    if (asker?.isConnected === true) {
      // Still at work: it can be focused again when it is done.
      if (!asker.matches(':disabled')) asker.focus();
    } else {
      const home = list?.isConnected === true ? list.querySelector<HTMLElement>('[role=grid]') : null;
      (home ?? document.getElementById('content'))?.focus();
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
  const timer = setTimeout(() => { observer.disconnect(); }, WATCHED);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}

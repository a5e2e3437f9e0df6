/** Accepts what nothing speaks against, all of it at once, after a question. */
import { Button } from '@fluentui/react-components';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Input } from '../../src/contract/contract.ts';
import { useAction } from '../engine/useCall.ts';
import { useNotify } from '../parts/Notices.tsx';
import { useQuestion } from '../parts/Questions.tsx';
import { MATCHING } from './words.ts';

export type AcceptAllProps = {
  readonly grade: 'sure' | 'likely';
  readonly filter: Pick<Input<'matching.acceptMany'>, 'connectionId'>;
  /** Of that grade, without any search. */
  readonly count: number;
  readonly onDone: () => void;
};

/** A thousand at a time, so that the engine can answer others in between. */
export function AcceptAll({ grade, filter, count, onDone }: AcceptAllProps): ReactNode {
  const accept = useAction('matching.acceptMany');
  const notify = useNotify();
  const ask = useQuestion();
  const [isBusy, setBusy] = useState(false);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => { isGone.current = true; };
  }, []);
  const run = async (): Promise<void> => {
    setBusy(true);
    let linked = 0;
    let refused = 0;
    for (;;) {
      const done = await accept.run({ grade, ...filter });
      if (!done.ok) {
        notify.failed(done.error);
        break;
      }
      linked += done.value.linked;
      refused += done.value.refused.length;
      if (done.value.left === 0 || done.value.linked === 0) {
        notify.done(MATCHING.accepted(linked, refused));
        break;
      }
    }
    if (isGone.current) return;
    setBusy(false);
    onDone();
  };
  if (count === 0) return null;
  const isSure = grade === 'sure';
  return (
    <Button appearance={isSure ? 'primary' : 'secondary'} disabled={isBusy} onClick={() => {
      ask({ title: MATCHING.acceptTitle(count), text: MATCHING.acceptText(count, isSure), confirm: MATCHING.acceptConfirm(count), onConfirm: () => void run() });
    }}>{isSure ? MATCHING.acceptAll(count) : MATCHING.acceptLikely(count)}</Button>
  );
}

/** An action whose outcome is told to the reader at the foot of the window: a sentence when it worked, the problem when it did not. */
import { useCallback } from 'react';
import type { Contract, Input, Output } from '../../src/contract/contract.ts';
import type { CallName } from '../../src/contract/defineContract.ts';
import { useAction } from '../engine/useCall.ts';
import { useNotify } from './Notices.tsx';

export type Do<N extends CallName<Contract>> = {
  /** `say`: the sentence for the outcome. Resolves with true when it worked. */
  readonly run: (input: Input<N>, say: (output: Output<N>) => string) => Promise<boolean>;
  readonly isRunning: boolean;
};

export function useDo<N extends CallName<Contract>>(name: N): Do<N> {
  const { run: act, isRunning } = useAction(name);
  const notify = useNotify();
  const run = useCallback(async (input: Input<N>, say: (output: Output<N>) => string): Promise<boolean> => {
    const done = await act(input);
    if (done.ok) notify.done(say(done.value));
    else notify.failed(done.error);
    return done.ok;
  }, [act, notify]);
  return { run, isRunning };
}

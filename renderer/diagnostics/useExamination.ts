/** The doctor's findings: looked for when the tab opens and when asked, never by themselves, because looking takes work and calls the stores. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { useEngine } from '../engine/EngineProvider.tsx';

export type Examination = {
  /** The last findings; they stay while newer ones are looked for. */
  readonly data: Output<'diagnostics.run'> | undefined;
  readonly problem: Problem | null;
  readonly isRunning: boolean;
  readonly run: () => void;
};

export function useExamination(): Examination {
  const { client } = useEngine();
  const [state, setState] = useState<Omit<Examination, 'run'>>({ data: undefined, problem: null, isRunning: true });
  const newest = useRef(0);

  const look = useCallback(async (): Promise<void> => {
    newest.current += 1;
    const mine = newest.current;
    const answer = await client.call('diagnostics.run', {});
    if (mine !== newest.current) return;
    setState(({ data }) => ({ data: answer.ok ? answer.value : data, problem: answer.ok ? null : answer.error, isRunning: false }));
  }, [client]);

  useEffect(() => {
    void look();
    return () => { newest.current += 1; };
  }, [look]);

  const run = useCallback(() => {
    setState((former) => ({ ...former, isRunning: true }));
    void look();
  }, [look]);
  return { ...state, run };
}

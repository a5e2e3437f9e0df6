/** Calls of the contract as React hooks: an answer kept fresh by events, and an action with its problem. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Client } from '../../src/contract/client.ts';
import type { Contract, Input, Output } from '../../src/contract/contract.ts';
import type { CallName } from '../../src/contract/defineContract.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { err, ok, type Result } from '../../src/domain/result.ts';
import { useEngine } from './EngineProvider.tsx';

type Name = CallName<Contract>;

/** How a Problem travels through React Query, which wants errors. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.what);
    this.problem = problem;
  }
}

export async function ask<N extends Name>(client: Client<Contract>, name: N, input: Input<N>): Promise<Output<N>> {
  const answer = await client.call(name, input);
  if (!answer.ok) throw new ProblemError(answer.error);
  return answer.value;
}

type CallQuery<N extends Name> = { readonly queryKey: readonly [N, Input<N>]; readonly queryFn: () => Promise<Output<N>> };

/** What useCall asks, for who asks it ahead. */
export function callQuery<N extends Name>(client: Client<Contract>, name: N, input: Input<N>): CallQuery<N> {
  return { queryKey: [name, input], queryFn: () => ask(client, name, input) };
}

export type Called<N extends Name> = {
  /** What the engine answered last; undefined before the first answer. It stays while a newer one is fetched or fails. */
  readonly data: Output<N> | undefined;
  /** Why there is no newer answer. */
  readonly problem: Problem | null;
  readonly isLoading: boolean;
  readonly reload: () => void;
};

export type CallOptions = {
  /** False: not yet. */
  readonly enabled?: boolean;
  /** Milliseconds between two questions, for what changes without an event. */
  readonly every?: number;
};

/** Asks, and asks again after every event that says the answer may be another (staleAfter.ts). */
export function useCall<N extends Name>(name: N, input: Input<N>, { enabled = true, every }: CallOptions = {}): Called<N> {
  const { client } = useEngine();
  const { data, error, isPending, refetch } = useQuery<Output<N>, ProblemError>({
    ...callQuery(client, name, input), enabled, ...(every === undefined ? {} : { refetchInterval: every }),
  });
  const reload = useCallback(() => { void refetch(); }, [refetch]);
  return { data, problem: error === null ? null : problemOf(error), isLoading: isPending && enabled, reload };
}

export type Action<N extends Name> = {
  /** Never rejects. */
  readonly run: (input: Input<N>) => Promise<Result<Output<N>>>;
  readonly isRunning: boolean;
  readonly problem: Problem | null;
  readonly forget: () => void;
};

/** Does something. Afterwards everything shown is asked for anew. To tell the reader what came of it, use parts/useDo.ts. */
export function useAction<N extends Name>(name: N): Action<N> {
  const { client } = useEngine();
  const queries = useQueryClient();
  const { mutateAsync, isPending, error, reset } = useMutation<Output<N>, ProblemError, Input<N>>({
    mutationFn: (input) => ask(client, name, input),
    onSettled: () => queries.invalidateQueries(),
  });
  const run = useCallback(async (input: Input<N>): Promise<Result<Output<N>>> => {
    try {
      return ok(await mutateAsync(input));
    } catch (cause) {
      return err(problemOf(cause));
    }
  }, [mutateAsync]);
  return { run, isRunning: isPending, problem: error === null ? null : problemOf(error), forget: reset };
}

const OUR_FAULT: Problem = { code: 'window', what: 'This window met an unexpected fault.', todo: 'Reload the window. If it happens again, send the diagnostics to support.' };

export function problemOf(error: unknown): Problem {
  return error instanceof ProblemError ? error.problem : OUR_FAULT;
}

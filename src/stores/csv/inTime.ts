/** Runs work on a folder so that it ends with an answer: in time, soon after the signal, and with every file error in words. */
import type { Result } from '../../domain/result.ts';
import { err } from '../../domain/result.ts';
import { cancelled } from '../failures.ts';
import type { StoreFailure } from '../store.ts';
import { folderFailure, folderTooSlow } from './folderFailure.ts';

/**
 * A call to a dead network share cannot be taken back: then the answer comes without it. `work` is given a signal that says so, and must change nothing
 * once it has fired.
 */
export async function inTime<T>(
  path: string, milliseconds: number, signal: AbortSignal, work: (signal: AbortSignal) => Promise<Result<T, StoreFailure>>,
): Promise<Result<T, StoreFailure>> {
  if (signal.aborted) return err(cancelled());
  const limit = new AbortController();
  const both = AbortSignal.any([signal, limit.signal]);
  const timer = setTimeout(() => { limit.abort(); }, milliseconds);
  let onAbort = (): void => undefined;
  const cut = new Promise<Result<T, StoreFailure>>((resolve) => {
    onAbort = () => { resolve(err(signal.aborted ? cancelled() : folderTooSlow(path, milliseconds))); };
    both.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work(both).catch((cause: unknown): Result<T, StoreFailure> => err(folderFailure(cause, path))), cut]);
  } finally {
    clearTimeout(timer);
    both.removeEventListener('abort', onAbort);
  }
}

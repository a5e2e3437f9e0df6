/** Keeps what is impossible about one order from holding up the others. */
import { problem } from '../../../domain/problem.ts';
import { err, type Result } from '../../../domain/result.ts';
import type { Context } from '../../ports.ts';
import type { JobRow } from '../../db/jobs.ts';

/**
 * Numbers or texts of one order that no document can be made of stay that order's problem: the others go on. Those are what the types of the domain
 * throw; any other fault, the database's above all, still ends the session's step.
 */
export function contained<T>({ log }: Pick<Context, 'log'>, job: JobRow, make: () => Result<T>): Result<T> {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    log.error({ err: error, job: job.id }, 'a document could not be made');
    return err(problem('documentImpossible', `${job.label} holds something that no document can be made of (${error.message}).`,
      'Enter it in QuickBooks by hand and say so here; save the bundle under Diagnostics and send it to support.'));
  }
}

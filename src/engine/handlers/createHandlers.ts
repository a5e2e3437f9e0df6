/** Everything the engine answers a window, one file per area. */
import type { EngineHandlers } from '../../contract/contract.ts';
import type { Engine } from '../createEngine.ts';
import { companyHandlers } from './companies.ts';
import { connectionHandlers } from './connections.ts';
import { jobHandlers } from './jobs.ts';
import { logHandlers } from './log.ts';
import { sessionHandlers } from './sessions.ts';
import { statusHandlers } from './status.ts';
import { updateHandlers } from './updates.ts';

export function createHandlers(engine: Engine): EngineHandlers {
  return {
    ...statusHandlers(engine), ...companyHandlers(engine), ...connectionHandlers(engine), ...sessionHandlers(engine),
    ...jobHandlers(engine), ...updateHandlers(engine), ...logHandlers(engine),
  };
}

/** Everything the engine answers a window, one file per area. */
import type { EngineHandlers } from '../../contract/contract.ts';
import type { Engine } from '../createEngine.ts';
import { backupHandlers, type Restart } from './backups.ts';
import { companyHandlers } from './companies.ts';
import { connectionHandlers } from './connections.ts';
import { dashboardHandlers } from './dashboard.ts';
import { diagnosticsHandlers } from './diagnostics.ts';
import { inventoryHandlers } from './inventory.ts';
import { jobHandlers } from './jobs.ts';
import { listHandlers } from './lists.ts';
import { logHandlers } from './log.ts';
import { matchingHandlers } from './matching.ts';
import { previewHandlers } from './preview.ts';
import { sessionHandlers } from './sessions.ts';
import { settingsHandlers } from './settings.ts';
import { setupHandlers } from './setup.ts';
import { skuHandlers } from './skuCheck.ts';
import { statusHandlers } from './status.ts';
import { stockHandlers } from './stock.ts';
import { taskHandlers } from './tasks.ts';
import { thisPcHandlers, type DesktopHost } from './thisPc.ts';
import { triggerHandlers } from './trigger.ts';
import { updateHandlers } from './updates.ts';

/** `desktop`: null where there is none. `restart`: starts the engine anew; on the desktop its host does. */
export function createHandlers(engine: Engine, desktop: DesktopHost | null = null, restart: Restart = restartOf(desktop)): EngineHandlers {
  return {
    ...statusHandlers(engine), ...companyHandlers(engine), ...connectionHandlers(engine), ...sessionHandlers(engine),
    ...jobHandlers(engine), ...updateHandlers(engine), ...logHandlers(engine), ...dashboardHandlers(engine), ...thisPcHandlers(engine, desktop),
    ...setupHandlers(engine), ...settingsHandlers(engine), ...previewHandlers(engine),
    ...taskHandlers(engine), ...inventoryHandlers(engine), ...diagnosticsHandlers(engine),
    ...listHandlers(engine),
    ...backupHandlers(engine, restart), ...stockHandlers(engine), ...skuHandlers(engine), ...triggerHandlers(engine), ...matchingHandlers(engine),
  };
}

/** The host waits a moment, so that the answer is out first. */
export function restartOf(desktop: Pick<DesktopHost, 'ask'> | null): Restart {
  return desktop === null ? null : () => void desktop.ask({ ask: 'restartEngine' });
}

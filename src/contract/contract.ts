/** The contract between the engine and its windows: every call and every event. */
import { backupCalls } from './calls/backups.ts';
import { companyCalls } from './calls/companies.ts';
import { connectionCalls } from './calls/connections.ts';
import { dashboardCalls } from './calls/dashboard.ts';
import { diagnosticsCalls } from './calls/diagnostics.ts';
import { inventoryCalls } from './calls/inventory.ts';
import { jobCalls } from './calls/jobs.ts';
import { listCalls } from './calls/lists.ts';
import { logCalls } from './calls/log.ts';
import { matchingCalls } from './calls/matching.ts';
import { previewCalls } from './calls/preview.ts';
import { sessionCalls } from './calls/sessions.ts';
import { settingsCalls } from './calls/settings.ts';
import { setupCalls } from './calls/setup.ts';
import { skuCalls } from './calls/sku.ts';
import { statusCalls } from './calls/status.ts';
import { stockCalls } from './calls/stock.ts';
import { taskCalls } from './calls/tasks.ts';
import { thisPcCalls } from './calls/thisPc.ts';
import { triggerCalls } from './calls/trigger.ts';
import { updateCalls } from './calls/updates.ts';
import { defineContract, type CallInput, type CallName, type CallOutput, type Handlers } from './defineContract.ts';
import { events } from './events.ts';

export const contract = defineContract({
  calls: {
    ...statusCalls, ...companyCalls, ...connectionCalls, ...sessionCalls, ...jobCalls, ...updateCalls, ...logCalls, ...dashboardCalls, ...thisPcCalls,
    ...setupCalls, ...settingsCalls, ...previewCalls, ...taskCalls, ...inventoryCalls, ...diagnosticsCalls, ...listCalls, ...backupCalls,
    ...stockCalls, ...skuCalls, ...triggerCalls, ...matchingCalls,
  },
  events,
});

export type Contract = typeof contract;
/** What answers the product's calls. */
export type EngineHandlers = Handlers<Contract>;
export type Input<N extends CallName<Contract>> = CallInput<Contract, N>;
export type Output<N extends CallName<Contract>> = CallOutput<Contract, N>;

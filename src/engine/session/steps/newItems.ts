/** Items for SKUs that QuickBooks does not know, where the settings say that they are made: each a job of its own, exactly once like any document. */
import { externalGuid, identityText, memoKey } from '../../../decide/identifiers.ts';
import type { NewItem } from '../../../decide/planItems.ts';
import { fitItem } from '../../../quickbooks/fit.ts';
import { itemAdd } from '../../../quickbooks/qbxml/itemAdd.ts';
import { findConnection } from '../../db/connections.ts';
import { findJob, insertJob, itemJob, lastTextIsOpen, moveJob, type JobRow } from '../../db/jobs.ts';
import { writeLog } from '../../db/log.ts';
import { loggedOrder } from '../../db/orders.ts';
import { sha256 } from '../../digest.ts';
import type { Scope, Step } from '../step.ts';
import { prepareWrite, wasPutOff } from './documents.ts';
import { hasDoubts, planIsOver } from './doubts.ts';
import { undrafted } from './lookups.ts';
import { missing } from './missingItems.ts';

/** Plans an item for each unknown SKU of this session's orders, and adds one after the other. While the company is held they are only planned for. */
export const writeItems: Step = {
  next(scope) {
    const { ctx } = scope;
    if (hasDoubts(scope) || planIsOver(scope)) return null;
    for (const job of undrafted(scope)) {
      if (scope.company.isHeld && !job.isReleased) continue;
      for (const item of missing(scope, job)) {
        const adding = itemJob(ctx.db, scope.company.id, item.name) ?? planItem(scope, job, item);
        if (adding?.payload.family !== 'item') continue;
        // By the settings as they are now, unless QuickBooks may have stored what went out before.
        const draft = lastTextIsOpen(ctx.db, adding) ? adding.payload.draft : fitItem({ ...item, externalGuid: adding.externalGuid }).draft;
        if (adding.state === 'waiting') moveJob(ctx.db, adding, 'ready', scope.now, { payload: { family: 'item', draft } });
        const ready = findJob(ctx.db, adding.id);
        if (ready.state !== 'ready' || wasPutOff(scope, ready)) continue;
        return prepareWrite(scope, ready, (requestId) => itemAdd(requestId, draft), []);
      }
    }
    return null;
  },
};

function planItem(scope: Scope, job: JobRow, item: NewItem): JobRow | null {
  const { ctx, company } = scope;
  const connection = findConnection(ctx.db, job.connectionId);
  const digest = sha256(identityText({ fileId: company.fileId, storeHost: connection.host, storeDocumentId: item.name, family: 'item' }));
  const fitted = fitItem({ ...item, externalGuid: externalGuid(digest) });
  const id = insertJob(ctx.db, {
    companyId: company.id, connectionId: connection.id, orderId: null, kind: 'item', family: 'item', storeDocumentId: item.name,
    label: item.name, refNumber: '', memoKey: memoKey(digest),
    externalGuid: fitted.draft.externalGuid, postsStock: false, expectedTotal: null, at: scope.now, payload: { family: 'item', draft: fitted.draft },
  });
  for (const cut of fitted.cuts) writeLog(ctx.db, {
    at: scope.now, companyId: company.id, connectionId: connection.id, sku: item.name,
    order: loggedOrder(ctx.db, job), outcome: 'cut', text: cut,
  });
  return id === null ? null : findJob(ctx.db, id);
}

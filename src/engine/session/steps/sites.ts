/** Stock by site: read for every item whose own quantity is newer, where a shop sells from chosen sites. QuickBooks has no modified filter for it. */
import { itemSitesQuery, readItemSites, SITES_SINCE } from '../../../quickbooks/qbxml/itemSites.ts';
import { writeMessageSet } from '../../../quickbooks/qbxml/envelope.ts';
import type { Problem } from '../../../domain/problem.ts';
import { closeInsideLines } from '../../db/demand.ts';
import { itemsWithoutSites, storeSites, usesSites } from '../../db/itemSites.ts';
import { itemByListId } from '../../db/items.ts';
import { writeLog } from '../../db/log.ts';
import type { Purpose } from '../plan.ts';
import { recordsOf, type Failure, type ReadAnswer, type Scope, type Step } from '../step.ts';
import { planIsOver } from './doubts.ts';

/** Items per request: an item has a row for every site and bin. */
const AT_ONCE = 200;

export const sitesRead: Step = {
  next(scope) {
    const { ctx, company, plan } = scope;
    const isOn = company.identity?.preferences?.sitesOn === true && Number(plan.version) >= SITES_SINCE;
    if (!isOn || plan.sitesRefused === true || planIsOver(scope) || !usesSites(ctx.db, company.id)) return null;
    const listIds = itemsWithoutSites(ctx.db, company.id, AT_ONCE);
    if (listIds.length === 0) return null;
    return { purpose: { kind: 'sites', listIds }, jobId: null, text: writeMessageSet({ version: plan.version, requests: [itemSitesQuery('sites', listIds)] }) };
  },
};

export function settleSites(scope: Scope, purpose: Extract<Purpose, { kind: 'sites' }>, answer: ReadAnswer): Failure | null {
  const { ctx, company } = scope;
  const rows = recordsOf(answer.set, 'sites', readItemSites);
  if (!rows.ok) return sitesRefused(scope, rows.error);
  storeSites(ctx.db, company.id, purpose.listIds, rows.value, answer.handedSequence);
  for (const listId of purpose.listIds) {
    const item = itemByListId(ctx.db, company.id, listId);
    if (item !== null) closeInsideLines(ctx.db, item);
  }
  return null;
}

/** Stock by site is not to be had: the session goes on, and what the shops show stays as it is, because sales keep counting against the last read. */
export function sitesRefused({ ctx, company, plan, now }: Scope, why: Problem): null {
  plan.sitesRefused = true;
  writeLog(ctx.db, { at: now, companyId: company.id, outcome: 'failed', text: `The stock of the sites could not be read. ${why.what} ${why.todo}` });
  return null;
}

/** Reads QuickBooks' small lists for the settings screen: in the first session, when a person asks, else once a day. */
import { DAY, later } from '../../../domain/calendar.ts';
import { LISTS, type ListName } from '../../../domain/listRecord.ts';
import type { Problem } from '../../../domain/problem.ts';
import { discountItemQuery, inventoryQuery, readItems } from '../../../quickbooks/qbxml/item.ts';
import { answerFor, writeMessageSet } from '../../../quickbooks/qbxml/envelope.ts';
import { knowsList, listQuery, readList } from '../../../quickbooks/qbxml/lists.ts';
import { mappingFaults, mappingsOf } from '../../act/checkMappings.ts';
import { listConnections } from '../../db/connections.ts';
import { plannable } from '../../db/jobs.ts';
import { listReads, listsDue, noteListRefused, replaceList, setListsDue } from '../../db/lists.ts';
import { writeLog } from '../../db/log.ts';
import { storeItems } from '../../db/storeItems.ts';
import { itemOptions, recordsOf, type ReadAnswer, type Scope, type Step } from '../step.ts';

/** Named by no setting: currencies, and people and firms, of which there may be thousands (their names are asked for one by one where they matter). */
const NOT_FOR_SETTINGS: readonly ListName[] = ['vendor', 'employee', 'otherName', 'currency'];
export const SETTING_LISTS: readonly ListName[] = LISTS.filter((list) => !NOT_FOR_SETTINGS.includes(list));

/** Kinds without stock that shipping, fees, discounts and refunds are booked on; new items for unknown SKUs are of these kinds too. */
const CHARGE_KINDS = ['service', 'otherCharge', 'nonInventory'] as const;
const ITEM_ANSWERS: readonly string[] = [...CHARGE_KINDS, 'discount'];

/** One message set: a list that QuickBooks will not give is a refusal of its own, and the others come all the same. */
export const lists: Step = {
  next(scope) {
    const { plan } = scope;
    if (plan.listsAsked === true || !areDue(scope)) return null;
    plan.listsAsked = true;
    const wanted = SETTING_LISTS.filter((list) => knowsList(list, plan.version));
    const options = itemOptions(scope);
    const requests = [
      ...wanted.map((list) => listQuery(list, list)), discountItemQuery('discount'),
      ...CHARGE_KINDS.map((kind) => inventoryQuery(kind, kind, { by: 'modified', from: null, pageSize: null }, options)),
    ];
    return { purpose: { kind: 'lists', lists: wanted }, jobId: null, text: writeMessageSet({ version: plan.version, onError: 'continueOnError', requests }) };
  },
};

function areDue({ ctx, company, plan, now }: Scope): boolean {
  if (listsDue(ctx.db, company.id)) return true;
  // What follows is asked before the documents of the session are chosen, not again before each of them.
  if (plan.jobs !== null) return false;
  const reads = listReads(ctx.db, company.id);
  if (reads.length === 0 || reads.some((read) => now >= later(read.readAt, DAY))) return true;
  // Somebody may have added it since: looked for once more before an order is parked for it.
  const waiting = new Set(plannable(ctx.db, company.id, company.settings.sessionJobs).map((job) => job.connectionId));
  return listConnections(ctx.db, company.id).some(({ id, settings }) => (
    waiting.has(id) && mappingFaults(ctx.db, company.id, mappingsOf(settings, company.identity?.salesTaxOn ?? false)).length > 0));
}

export function settleLists(scope: Scope, purpose: { readonly lists: readonly ListName[] }, answer: ReadAnswer): null {
  const { ctx, company, now } = scope;
  for (const list of purpose.lists) {
    const read = recordsOf(answer.set, list, (one) => readList(one, list));
    if (read.ok) replaceList(ctx.db, company.id, list, read.value, now);
    else noteListRefused(ctx.db, company.id, list, now, read.error);
  }
  for (const kind of ITEM_ANSWERS) {
    if (answerFor(answer.set, kind) === null) continue;
    const items = recordsOf(answer.set, kind, readItems);
    if (items.ok) storeItems(ctx.db, company.id, items.value, { readSequence: answer.handedSequence, at: now });
  }
  setListsDue(ctx.db, company.id, false);
  return null;
}

/** QuickBooks took none of it. Settings are then not checked, and nothing else waits for it. */
export function listsRefused(scope: Scope, purpose: { readonly lists: readonly ListName[] }, why: Problem): null {
  const { ctx, company, now } = scope;
  for (const list of purpose.lists) noteListRefused(ctx.db, company.id, list, now, why);
  setListsDue(ctx.db, company.id, false);
  writeLog(ctx.db, { at: now, companyId: company.id, outcome: 'info', text: `QuickBooks' lists could not be read, so the settings are not checked against them. ${why.what}` });
  return null;
}

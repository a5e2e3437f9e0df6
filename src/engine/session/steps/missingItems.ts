/** Items that a document needs and QuickBooks does not have, where the settings say that such are made. */
import { planItems, type NewItem } from '../../../decide/planItems.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import { findConnection } from '../../db/connections.ts';
import { itemJob, type JobRow } from '../../db/jobs.ts';
import { findOrder } from '../../db/orders.ts';
import type { Scope } from '../step.ts';
import { companyFacts, matchLine, storable } from './facts.ts';

/** What the job's document needs and QuickBooks does not have; nothing for money, and where the settings do not ask for it. */
export function missing({ ctx, company }: Pick<Scope, 'ctx' | 'company'>, job: JobRow): readonly NewItem[] {
  if (job.orderId === null || job.parentId !== null) return [];
  const connection = findConnection(ctx.db, job.connectionId);
  if (connection.settings.unknownSku.mode === 'park' || connection.settings.unknownSku.mode === 'substitute') return [];
  const { order } = findOrder(ctx.db, job.orderId);
  const refund = order.refunds.find((one) => one.id === job.storeDocumentId);
  return planItems(job.family === 'refund' ? (refund?.lines ?? []) : order.lines, {
    settings: connection.settings, storable, match: (line) => matchLine({ ctx, company }, connection, line), company: companyFacts({ ctx, company }),
  });
}

/** 'later' while an item of the document is being made; a Problem when that needs a person; null when nothing is missing on that account. */
export function missingItem(scope: Pick<Scope, 'ctx' | 'company'>, job: JobRow): Problem | 'later' | null {
  for (const item of missing(scope, job)) {
    const adding = itemJob(scope.ctx.db, scope.company.id, item.name);
    if (adding?.state === 'done') continue;
    if (adding === null || (adding.state !== 'needsAttention' && adding.state !== 'cancelled')) return 'later';
    return problem(
      'itemNotAdded',
      `The item "${item.name}" could not be added to QuickBooks. ${adding.problem?.what ?? ''}`.trim(),
      adding.problem?.todo ?? 'Add the item in QuickBooks, then retry.',
    );
  }
  return null;
}

/**
 * Documents that QuickBooks has of ours while the shop has taken the order back since: nothing would ask for them any more. Their orders are known from the shop, so
 * each gets its document here, and the difference is shown as it would have been without a restore. Runs inside the caller's transaction.
 */
import { chooseDocument } from '../../decide/chooseDocument.ts';
import { externalGuid, identityText, memoKey } from '../../decide/identifiers.ts';
import type { NewDocument } from '../../decide/acceptOrder.ts';
import type { DocumentFamily } from '../../domain/job.ts';
import { isDocumentKind } from '../../domain/job.ts';
import type { StoreOrder } from '../../domain/order.ts';
import type { FoundDocument } from '../db/found.ts';
import { listConnections, type ConnectionRow } from '../db/connections.ts';
import { ordersPulledSince, setDifference } from '../db/orders.ts';
import { currentSequence } from '../db/sequence.ts';
import { sha256 } from '../digest.ts';
import { zoneOf, type Scope } from '../session/step.ts';
import { addDocument } from './takeOrder.ts';

type Owner = { readonly connection: ConnectionRow; readonly orderId: number; readonly order: StoreOrder; readonly document: NewDocument };

/** Gives those that have a document here now, waiting to be settled by what was found. None before every shop has been asked since the restore. */
export function adoptStrays(scope: Pick<Scope, 'ctx' | 'company' | 'now'>, strays: readonly FoundDocument[]): readonly FoundDocument[] {
  const { ctx: { db }, company, now } = scope;
  const since = company.restoredAt;
  const connections = listConnections(db, company.id);
  if (strays.length === 0 || since === null || connections.some(({ lastPullAt }) => lastPullAt === null || lastPullAt < since)) return [];
  const owners = new Map<string, Owner>();
  for (const connection of connections) {
    for (const { id: orderId, order } of ordersPulledSince(db, connection.id, since)) {
      for (const document of documentsOf(order, connection)) {
        const digest = sha256(identityText({
          fileId: company.fileId, storeHost: connection.host, storeDocumentId: document.storeDocumentId,
          family: document.family satisfies DocumentFamily,
        }));
        for (const key of [memoKey(digest), externalGuid(digest)]) owners.set(key, { connection, orderId, order, document });
      }
    }
  }
  return strays.filter(({ memoKey: key, record }) => {
    const owner = owners.get(key) ?? owners.get(record.externalGuid.toUpperCase());
    if (owner === undefined || !isDocumentKind(record.kind)) return false;
    const { connection, order, orderId, document } = owner;
    const kind = record.kind;
    addDocument(
      { db, company, connection, zone: zoneOf({ ...scope, company }), at: now, sequence: currentSequence(db) },
      orderId,
      order,
      document.family === 'refund' ? document : { ...document, kind },
    );
    setDifference(db, orderId, [{ field: 'status', sent: 'entered in QuickBooks', now: order.gone ? 'trashed or deleted' : order.status }]);
    return true;
  });
}

function documentsOf(order: StoreOrder, { settings }: ConnectionRow): readonly NewDocument[] {
  return [
    { family: 'order', kind: chooseDocument(order, settings).kind, storeDocumentId: order.id, number: order.number, label: order.number },
    ...order.refunds.map((refund): NewDocument => ({
      family: 'refund', kind: 'creditMemo', storeDocumentId: refund.id, number: `R${refund.id}`,
      label: `${order.number} refund ${refund.id}`, restocked: {},
    })),
  ];
}

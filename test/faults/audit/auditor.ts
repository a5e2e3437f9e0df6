/** The auditor: compares books, shops and database, and trusts nothing of the bridge. */
import { moneyComplaints } from './auditMoney.ts';
import { logComplaints } from './auditLog.ts';
import { orderComplaints } from './auditOrders.ts';
import { stockComplaints } from './auditStock.ts';
import { toldComplaints } from './auditTold.ts';
import type { Evidence } from './evidence.ts';

/** What does not add up, in words; empty when everything does. */
export function auditWorld(evidence: Evidence): readonly string[] {
  return [...evidence.integrity.map((text) => `the database: ${text}`), ...orderComplaints(evidence), ...moneyComplaints(evidence), ...stockComplaints(evidence), ...toldComplaints(evidence),
    ...logComplaints(evidence)];
}

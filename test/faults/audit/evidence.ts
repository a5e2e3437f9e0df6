/** What the auditor goes by: the books, the shops and the database, each read without any code of the bridge. */
import Database from 'better-sqlite3';
import type { Ledger } from '../../../src/simulator/company/ledger.ts';
import type { ListingView, LoggedRequest, OrderView } from '../../../src/simulator/store/types.ts';
import type { Hand } from '../hand.ts';

export type ShopEvidence = {
  readonly company: number;
  readonly name: string;
  /** Of its RefNumbers. */
  readonly prefix: string;
  readonly orders: readonly OrderView[];
  readonly listings: readonly ListingView[];
  readonly requests: readonly LoggedRequest[];
};

export type CompanyEvidence = {
  readonly ledger: Ledger; readonly minusSalesOrders: boolean; readonly perBuyer: boolean; readonly pending: boolean; readonly settles: boolean; readonly tell: 'nothing' | 'note' | 'all';
};

export type JobEvidence = {
  readonly id: number; readonly shop: string; readonly family: string; readonly storeDocumentId: string; readonly orderId: string; readonly state: string;
  readonly problem: string | null; readonly evidence: string | null; readonly difference: string | null; readonly kind: string; readonly txnId: string | null; readonly memoKey: string;
  /** Of what the shop is still to be told about it: `pending` or `failed`. */
  readonly telling: string | null;
};

export type LogEvidence = {
  readonly id: number; readonly shop: string | null; readonly company: number | null; readonly sku: string | null; readonly order: string | null; readonly outcome: string;
  readonly sent: number | null; readonly store: number | null; readonly text: string; readonly at: number;
};

export type Evidence = {
  readonly companies: readonly CompanyEvidence[];
  readonly shops: readonly ShopEvidence[];
  readonly jobs: readonly JobEvidence[];
  readonly log: readonly LogEvidence[];
  readonly openUpdates: readonly string[];
  readonly integrity: readonly string[];
  readonly hand: Hand;
};

export function readDatabase(path: string): Pick<Evidence, 'jobs' | 'log' | 'openUpdates' | 'integrity'> {
  const db = new Database(path, { readonly: true });
  try {
    return {
      jobs: db.prepare<[], JobEvidence>(`SELECT job.id, connection.name AS shop, family, store_document_id AS storeDocumentId,
        COALESCE(store_order.store_id, '') AS orderId, state, job.problem, evidence,
        COALESCE(store_order.difference, store_order.difference_left) AS difference, job.kind, job.txn_id AS txnId, job.memo_key AS memoKey,
        (SELECT write_back.state FROM write_back WHERE write_back.job_id = job.id) AS telling
        FROM job JOIN connection ON connection.id = job.connection_id LEFT JOIN store_order ON store_order.id = job.order_id`).all(),
      log: db.prepare<[], LogEvidence>(`SELECT sync_log.id, connection.name AS shop, sync_log.company_id AS company, sku, order_number AS "order",
        outcome, sent_quantity AS sent, store_quantity AS store, text, at
        FROM sync_log LEFT JOIN connection ON connection.id = sync_log.connection_id ORDER BY sync_log.id`).all(),
      openUpdates: db.prepare<[], { what: string }>(
        "SELECT listing.sku || ' in ' || connection.name || ' is ' || state AS what FROM stock_update JOIN listing ON listing.id = listing_id JOIN connection ON connection.id = stock_update.connection_id",
      ).all().map((row) => row.what),
      integrity: [
        ...db.prepare<[], { integrity_check: string }>('PRAGMA integrity_check').all().map((row) => row.integrity_check).filter((line) => line !== 'ok'),
        ...db.prepare<[], { table: string }>('PRAGMA foreign_key_check').all().map((row) => `a broken reference in ${row.table}`),
      ],
    };
  } finally {
    db.close();
  }
}

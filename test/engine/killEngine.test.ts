import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import Database from 'better-sqlite3';
import type { KillPoint } from '../support/engineProcess.ts';
import { openKillLane, type Course, type KillLane } from '../support/killLane.ts';
import { collectRequests } from '../support/schemaCheck.ts';

const POINTS: readonly KillPoint[] = ['beforeCommit', 'afterCommit', 'afterAnswer'];
const requests = collectRequests();
let lane: KillLane;
let course: Course;
beforeAll(async () => {
  lane = await openKillLane('forgets', requests.onRequest);
  await lane.settle();
  course = await lane.course();
  console.log(course.map((c) => c.operation.slice(0, 4) + (c.adds ? '*' : '')).join(' '));
});
afterAll(() => lane.close());

describe('x', () => {
    it(`call`, async () => {
  for (let call = 1; call <= 40; call += 1) {
      for (const point of POINTS) {
        const r = await lane.killAt(call, point);
        console.log(call, point, JSON.stringify(r));
        if (r.complaints.length > 0) {
          const db = new Database(`${lane.folder}/stockbridge.db`, { readonly: true });
          const q = (sql: string) => console.log(sql, '\n', db.prepare(sql).all().map((x) => JSON.stringify(x)).join('\n'));
          q("SELECT id, kind, label, state, ref_number, success_sequence, posts_stock, reread_due, touches FROM job ORDER BY id DESC LIMIT 8");
          q("SELECT list_id, name, on_hand, read_sequence FROM item WHERE name in ('MUG','TEE')");
          q("SELECT id, sku, confirmed_quantity, confirmed_sequence, touched_sequence, check_due, store_quantity FROM listing WHERE sku in ('MUG','TEE')");
          q("SELECT * FROM stock_update");
          q("SELECT * FROM order_line WHERE open = 1");
          q("SELECT at, sku, order_number, outcome, quickbooks_quantity, sent_quantity, store_quantity, text FROM sync_log ORDER BY id DESC LIMIT 25");
          q("SELECT id, session_id, purpose, state, handed_sequence, answered_sequence FROM exchange ORDER BY id DESC LIMIT 45");
          return;
        }
      }
    }
    }, 600_000);
});

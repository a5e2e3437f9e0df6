/** A batch on its way to a shop: built, sent, and settled when the shop has answered; calls that set numbers in one shop follow one another. */
import { later, MINUTE } from '../../domain/calendar.ts';
import type { ConnectionId } from '../../domain/ids.ts';
import { problem } from '../../domain/problem.ts';
import type { Store } from '../../stores/store.ts';
import type { CompanyRow } from '../db/companies.ts';
import type { ConnectionRow } from '../db/connections.ts';
import type { MadeCall } from '../db/storeCalls.ts';
import { countOpen, type DueUpdate } from '../db/updates.ts';
import type { Context } from '../ports.ts';
import { abandonBatch, buildBatch, failBatch, settleBatch, type Batch } from './pushBatch.ts';
import type { Pushed } from './pushNow.ts';

export type BatchToSend = { readonly store: Store; readonly connection: ConnectionRow; readonly company: CompanyRow; readonly due: readonly DueUpdate[] };

export type BatchSender = {
  /** Runs `work` when no other call that sets numbers in the shop is out, and all that it answered before is settled. */
  readonly inTurn: <T>(connectionId: ConnectionId, work: () => Promise<T>) => Promise<T>;
  /** Builds a batch, sends it and settles its answers. In turn. */
  readonly push: (batch: BatchToSend) => Promise<Pushed>;
  /**
   * Takes its own turn, and settles the answers of a batch only while the next one is out, when the shop has its turn taken by others, or at `settle`: half of what
   * a batch costs is then done while the shop works. `onSettled`: how many were confirmed. Until then the rows are on their way, as after a crash.
   */
  readonly pushAhead: (batch: BatchToSend, onSettled: (confirmed: number) => void) => Promise<Pick<Pushed, 'touched' | 'failed'>>;
  /** Settles what is left of `pushAhead`. */
  readonly settle: (connectionId: ConnectionId) => void;
};

/** What a call came to; `settle` null: there is nothing (more) to settle. */
type Answered = { readonly pushed: Pushed; readonly settle: (() => Pick<Pushed, 'confirmed' | 'answered'>) | null };

const NO_ANSWER = problem('noAnswer', 'The call to the shop ended without an answer.', 'Nothing is lost: it is tried again by itself within a minute.');
/** How long a shop is left alone after a fault, where it does not say itself. */
export const AFTER_FAULT = MINUTE;

export function createBatchSender(ctx: Context, signal: AbortSignal): BatchSender {
  const turns = new Map<ConnectionId, Promise<unknown>>();
  const answered = new Map<ConnectionId, () => void>();

  /** Two calls that overlap could leave the older number. */
  function inTurn<T>(connectionId: ConnectionId, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(connectionId) ?? Promise.resolve()).then(work);
    const settled = turn.catch(() => undefined);
    turns.set(connectionId, settled);
    void settled.then(() => { if (turns.get(connectionId) === settled) turns.delete(connectionId); });
    return turn;
  }

  function settle(connectionId: ConnectionId): void {
    const settleNow = answered.get(connectionId);
    answered.delete(connectionId);
    settleNow?.();
  }

  /** `meanwhile` runs once the call is out. */
  async function send({ store, connection, company, due }: BatchToSend, meanwhile: () => void): Promise<Answered> {
    await ctx.breathe();
    const batch = buildBatch(ctx, connection, due, company.settings.freshMinutes);
    const pushed: Pushed = { confirmed: 0, touched: batch.sent.length + batch.settled, failed: null, why: null, answered: new Map() };
    if (batch.sent.length === 0) return { pushed, settle: null };
    const going = call(store, batch);
    const fault = ctx.breathe().then(meanwhile).then(() => null, (cause: unknown) => ({ cause }));
    const made = await going;
    const failed = await fault;
    if (failed !== null) throw failed.cause;
    if (made === null) return { pushed: { ...pushed, failed: later(ctx.now(), AFTER_FAULT), why: NO_ANSWER }, settle: null };
    const { answers, seen } = made;
    if (answers.ok) return { pushed, settle: () => settleAnswers(connection, batch, answers.value, seen) };
    await ctx.breathe();
    failBatch(ctx, connection, batch, answers.error, seen);
    ctx.emit({ kind: 'updatesChanged', connectionId: connection.id });
    return { pushed: { ...pushed, failed: later(ctx.now(), answers.error.retryAfter ?? AFTER_FAULT), why: answers.error }, settle: null };
  }

  function settleAnswers(connection: ConnectionRow, batch: Batch, answers: Parameters<typeof settleBatch>[3], seen: MadeCall | null): Pick<Pushed, 'confirmed' | 'answered'> {
    const confirmed = settleBatch(ctx, connection, batch, answers, seen);
    ctx.emit({ kind: 'batchDone', connectionId: connection.id, confirmed, remaining: countOpen(ctx.db, connection.id) });
    const each = batch.sent.flatMap(({ listingId, change }, index) => {
      const answer = answers[index];
      return answer === undefined ? [] : [[listingId, { sent: change.quantity, answer }] as const];
    });
    return { confirmed, answered: new Map(each) };
  }

  /** Null: stopped, or a connector threw, which it must not; the rows are back in the queue either way. */
  async function call(store: Store, batch: Batch): Promise<{ readonly answers: Awaited<ReturnType<Store['setStock']>>; readonly seen: MadeCall | null } | null> {
    const sentAt = ctx.now();
    const seen: MadeCall[] = [];
    try {
      const answers = await store.setStock(batch.sent.map((sent) => sent.change), signal, (one) => {
        seen.push({ ...one, sentAt, answeredAt: ctx.now(), tries: seen.length + 1 });
      });
      if (answers.ok || !signal.aborted) return { answers, seen: seen.at(-1) ?? null };
      abandonBatch(ctx, batch, null);
    } catch (cause) {
      abandonBatch(ctx, batch, signal.aborted ? null : later(ctx.now(), AFTER_FAULT));
      if (!signal.aborted) ctx.log.error({ err: cause }, 'a connector threw while setting stock');
    }
    return null;
  }

  return {
    settle,
    inTurn: (connectionId, work) => inTurn(connectionId, async () => {
      settle(connectionId);
      return work();
    }),
    async push(batch) {
      const sent = await send(batch, () => undefined);
      if (sent.settle === null) return sent.pushed;
      await ctx.breathe();
      return { ...sent.pushed, ...sent.settle() };
    },
    pushAhead: (batch, onSettled) => inTurn(batch.connection.id, async () => {
      const { pushed, settle: settleLater } = await send(batch, () => { settle(batch.connection.id); });
      if (settleLater !== null) answered.set(batch.connection.id, () => { onSettled(settleLater().confirmed); });
      return pushed;
    }),
  };
}

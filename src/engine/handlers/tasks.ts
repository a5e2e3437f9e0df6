/** Answers the calls about scheduled tasks. */
import type { z } from 'zod';
import type { taskCalls, taskShape } from '../../contract/calls/tasks.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { nextRun } from '../../decide/nextRun.ts';
import { instant, MINUTE, type Instant } from '../../domain/calendar.ts';
import type { CompanyId } from '../../domain/ids.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Task, TaskKind } from '../../domain/task.ts';
import type { Engine } from '../createEngine.ts';
import { listCompanies, sweepMissed, sweepOf, type CompanyRow } from '../db/companies.ts';
import { listConnections, type ConnectionRow } from '../db/connections.ts';
import { setPaused, taskMemory } from '../db/tasks.ts';
import { countOpen } from '../db/updates.ts';
import { HOUSEKEEPING_EVERY, houseTimes, nextHouseAt } from '../work/keepHouse.ts';
import { BACKUP_EVERY, nextPushAt, nextSweepAt } from '../work/loop.ts';
import { heldBack } from '../work/openHours.ts';
import { change, notePerson } from './change.ts';
import { companyNamed, connectionNamed } from './named.ts';

type TaskFacts = z.input<typeof taskShape>;
/** What a task belongs to; housekeeping and backup to nothing. */
type Owner = { readonly company: CompanyRow | null; readonly shop: ConnectionRow | null };

const WORDS: Readonly<Record<TaskKind, string>> = {
  orders: 'the pull of orders', listings: 'the reading of listings', inventory: 'the sending of stock', sweep: 'the sweep', housekeeping: 'the housekeeping', backup: 'the backup',
};

export function taskHandlers(engine: Engine): HandlersOf<typeof taskCalls> {
  const { ctx, db } = engine;

  const ownerOf = (task: Task): Result<Owner> => {
    if (task.kind === 'housekeeping' || task.kind === 'backup') return ok({ company: null, shop: null });
    const shop = task.kind === 'sweep' ? null : connectionNamed(db, task.connectionId);
    if (shop?.ok === false) return shop;
    const company = companyNamed(db, task.kind === 'sweep' ? task.companyId : (shop?.value.companyId ?? (0 as CompanyId)));
    return company.ok ? ok({ company: company.value, shop: shop?.value ?? null }) : company;
  };

  const facts = (task: Task): Result<{ readonly task: TaskFacts }> => {
    const owner = ownerOf(task);
    return owner.ok ? ok({ task: factsOf(engine, task, owner.value) }) : owner;
  };

  const noted = (task: Task, { company, shop }: Owner, words: string): void => {
    const first = company ?? listCompanies(db)[0];
    if (first === undefined) return;
    const about = { companyId: first.id, ...(shop === null ? {} : { connectionId: shop.id }) };
    notePerson(ctx, about, 'info', `${words} ${WORDS[task.kind]}${shop === null ? '' : ` of ${shop.name}`}.`);
  };

  const pause = (task: Task, paused: boolean): Result<{ readonly task: TaskFacts }> => {
    const done = change(ctx, () => {
      const owner = ownerOf(task);
      if (owner.ok && setPaused(db, task, paused)) noted(task, owner.value, paused ? 'paused' : 'resumed');
      return owner;
    });
    if (!done.ok) return done;
    if (!paused && task.kind === 'inventory') engine.pusher.wake(task.connectionId, 'queued');
    return facts(task);
  };

  return {
    'tasks.list': () => {
      const shops = listConnections(db);
      const tasks: readonly Task[] = [
        ...shops.flatMap(({ id: connectionId }): readonly Task[] => [{ kind: 'orders', connectionId }, { kind: 'listings', connectionId }, { kind: 'inventory', connectionId }]),
        ...listCompanies(db).map(({ id: companyId }): Task => ({ kind: 'sweep', companyId })), { kind: 'housekeeping' }, { kind: 'backup' },
      ];
      return ok({ now: ctx.now(), tasks: tasks.flatMap((task) => {
        const shown = facts(task);
        return shown.ok ? [shown.value.task] : [];
      }) });
    },

    'tasks.run': async ({ task }) => {
      const owner = ownerOf(task);
      if (!owner.ok) return owner;
      if (task.kind !== 'inventory') {
        noted(task, owner.value, 'asked for');
        await engine.clock.runNow(task);
        return facts(task);
      }
      if (owner.value.company?.isHeld === true) return err(problem(
        'companyHeld',
        'Nothing is sent before you have seen the preview and started it.',
        'Open the preview and start from there.',
      ));
      if (taskMemory(db, task).isPaused) return err(problem('taskPaused', 'The sending of stock is paused for this shop.', 'Resume it first.'));
      noted(task, owner.value, 'asked for');
      engine.pusher.retryNow(task.connectionId);
      return facts(task);
    },

    'tasks.pause': ({ task }) => pause(task, true),
    'tasks.resume': ({ task }) => pause(task, false),
  };
}

function factsOf({ ctx, db, clock, pusher }: Engine, task: Task, { company, shop }: Owner): TaskFacts {
  const { isPaused, startedAt, endedAt, last } = taskMemory(db, task);
  const now = ctx.now();
  const base = {
    task, label: shop?.name ?? company?.name ?? '', isPaused, lastStartedAt: startedAt, lastEndedAt: endedAt,
    lastOk: last?.ok ?? null, lastText: last?.text ?? '', waiting: 0, setting: null, daily: null,
    heldBack: null,
  };
  const next = (every: number, lastGood: Instant | null): Instant | null => {
    if (isPaused) return null;
    const at = nextRun({ now, every, lastGood, lastTry: startedAt === null || last === null ? null : { at: startedAt, ok: last.ok } });
    return at > now ? at : now;
  };
  switch (task.kind) {
    case 'orders':
    case 'listings': {
      const isOrders = task.kind === 'orders';
      const every = (isOrders ? shop?.settings.pullMinutes : shop?.settings.listingMinutes) ?? 0;
      const lastGood = (isOrders ? shop?.lastPullAt : shop?.lastListingsAt) ?? null;
      const isOff = !isOrders && shop?.settings.pushStock === false;
      return {
        ...base, every: every * MINUTE, setting: isOrders ? 'pullMinutes' : 'listingMinutes',
        isRunning: clock.isRunning(task), nextAt: isOff ? null : next(every * MINUTE, lastGood),
      };
    }
    case 'inventory': {
      const due = shop === null ? null : nextPushAt(ctx, shop);
      const nextAt = due === null || isPaused || company?.isHeld === true ? null : due > now ? due : now;
      const held = nextAt === null || company === null || pusher.isBusy(task.connectionId) ? null : heldBack(ctx, company.id);
      const every = shop === null || shop.settings.pushMinutes === 0 ? null : shop.settings.pushMinutes * MINUTE;
      return {
        ...base, every, setting: 'pushMinutes', isRunning: pusher.isBusy(task.connectionId), waiting: countOpen(db, task.connectionId),
        nextAt: nextAt === null || held === null || held.until < nextAt ? nextAt : held.until, heldBack: held?.why ?? null,
      };
    }
    case 'sweep': {
      const under = sweepOf(db, task.companyId) !== null;
      const at = company?.lastSweepAt ?? null;
      const missed = sweepMissed(db, task.companyId);
      const found = missed === null ? 'Every item was read.' : `Every item was read; ${String(missed)} changes had been missed before.`;
      const dueAt = company === null || isPaused ? null : nextSweepAt(ctx, company);
      return {
        ...base, every: null,
        daily: company === null || company.settings.sweepAt === '' ? null : company.settings.sweepAt,
        setting: 'sweepAt', isRunning: under, lastEndedAt: at, lastOk: at === null ? null : true,
        lastText: under ? 'The next session reads every item.' : at === null ? '' : found,
        nextAt: under ? now : dueAt === null || dueAt > now ? dueAt : now,
      };
    }
    case 'backup':
      return {
        ...base, every: BACKUP_EVERY, isRunning: clock.isRunning(task),
        nextAt: listCompanies(db).length === 0 ? null : next(BACKUP_EVERY, last?.ok === true ? endedAt : null),
      };
    case 'housekeeping': {
      const daily = houseTimes(ctx)[0] ?? null;
      return {
        ...base, every: daily === null ? HOUSEKEEPING_EVERY : null, daily, setting: 'housekeepingAt', isRunning: clock.isRunning(task),
        nextAt: isPaused ? null : instant(Math.max(now, nextHouseAt(ctx))),
      };
    }
  }
}

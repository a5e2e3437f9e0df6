/** What the engine tells the desktop: the icon and the notification know exactly what the dashboard forecasts. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BridgeState } from '../../src/contract/host.ts';
import { MINUTE } from '../../src/domain/calendar.ts';
import { watchState } from '../../src/engine/host/bridgeState.ts';
import { newsOf, NOTHING_TOLD } from '../../src/main/attention.ts';
import { directClient } from '../support/directClient.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => { world = await createWorld({ listings: [{ sku: 'MUG', quantity: 5 }], items: [{ sku: 'MUG', onHand: 5 }] }); });
afterEach(async () => { await world.close(); });

function told(): BridgeState {
  const states: BridgeState[] = [];
  watchState(world.engine, (state) => { states.push(state); })();
  const [state] = states;
  if (state === undefined) throw new Error('nothing was told');
  return state;
}

async function dashboard(): Promise<{ readonly isOverdue: boolean; readonly reason: string }> {
  const shown = await directClient(world.engine).call('dashboard.show', {});
  const company = shown.ok ? shown.value.companies[0] : undefined;
  if (!shown.ok || company === undefined) throw new Error('no dashboard');
  return { isOverdue: company.isOverdue, reason: shown.value.headline.reason };
}

describe('a Web Connector that falls silent', () => {
  it('is forecast to nobody before it has ever called', () => {
    expect(told().companies).toEqual([{ name: 'Maple', lastPollAt: null, overdueAt: null, approved: false }]);
  });

  it.each([5, 60])('that called every %i minutes is missed by dashboard, icon and notification at the same moment', async (interval) => {
    for (let call = 0; call < 5; call += 1) {
      world.clock.advance(interval * MINUTE);
      await world.session();
      // A call that is under way while the clock jumps would be refused by the shop.
      await world.engine.idle();
    }
    const state = told();
    const [company] = state.companies;
    if (company?.overdueAt === undefined || company.overdueAt === null || company.lastPollAt === null) throw new Error('no forecast');
    expect((company.overdueAt - company.lastPollAt) / MINUTE).toBeGreaterThanOrEqual(3 * interval);
    const news = (): ReturnType<typeof newsOf> => newsOf(NOTHING_TOLD, told(), { now: world.clock.now(), awakeSince: 0 });

    world.clock.set(company.overdueAt);
    expect(await dashboard()).toMatchObject({ isOverdue: false });
    expect(news()).toMatchObject({ late: [], tray: 'good' });
    world.clock.advance(1);
    expect(await dashboard()).toEqual({ isOverdue: true, reason: 'notPolling' });
    expect(news()).toMatchObject({ late: [{ company: 'Maple' }], tray: 'attention' });
    // Time alone changes nothing that is told, so nothing is told again and again.
    expect(told()).toEqual(state);

    await world.session();
    expect(await dashboard()).toMatchObject({ isOverdue: false });
    expect(news()).toMatchObject({ late: [], tray: 'good' });
  });
});

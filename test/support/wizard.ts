/** A company set up as a person does it in the wizard, in a world that has a shop and a QuickBooks. */
import { expect } from 'vitest';
import type { Output } from '../../src/contract/contract.ts';
import type { CompanyId, ConnectionId } from '../../src/domain/ids.ts';
import { keepPort } from '../../src/engine/host/keptPort.ts';
import { readQwc } from '../../src/quickbooks/qwcFile.ts';
import { createWebConnector, type SessionReport } from '../../src/simulator/webConnector/webConnector.ts';
import type { DirectClient } from './directClient.ts';
import { adapt, type World } from './world.ts';

export type Wizard = {
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  readonly password: string;
  /** One session of the Web Connector with what the .qwc says. */
  session(): Promise<SessionReport>;
  state(): Promise<Output<'setup.state'>['companies'][number]>;
};

/** What a person types; the shop is the world's second one. */
export async function setUpByWizard(world: World, client: DirectClient): Promise<Wizard> {
  keepPort(world.folder, world.server.port);
  const shop = world.stores[1] ?? world.store;
  const made = await client.call('setup.company', { name: 'Oak & Sons', username: 'oak', generate: true });
  if (!made.ok || made.value.password === null) throw new Error('no company');
  const { companyId, password } = made.value;
  const connected = await client.call('setup.connection', { companyId, name: 'Oak Shop', kind: 'woocommerce', url: shop.url, secrets: { consumerKey: 'ck_test', consumerSecret: 'cs_test' } });
  if (!connected.ok) throw new Error(connected.error.what);
  const qwc = await client.call('setup.qwc', { companyId });
  const file = qwc.ok ? readQwc(qwc.value.text) : qwc;
  if (!file.ok) throw new Error(file.error.what);
  expect(file.value).toMatchObject({ username: 'oak', appUrl: world.url });
  world.company.stampFileId(file.value.fileId);
  const { connectionId } = connected.value;
  return {
    companyId, connectionId, password,
    async session() {
      world.clock.advance(180_000);
      const connector = createWebConnector({
        url: file.value.appUrl, username: file.value.username, password, company: adapt(world.company),
        sleep: async (milliseconds) => {
          await world.engine.idle();
          world.clock.advance(milliseconds);
        },
      });
      try {
        return await connector.runSession();
      } finally {
        connector.close();
        await world.engine.idle();
      }
    },
    async state() {
      const shown = await client.call('setup.state', {});
      const one = shown.ok ? shown.value.companies.find((company) => company.companyId === companyId) : undefined;
      if (one === undefined) throw new Error('no state');
      return one;
    },
  };
}

/** Pulls everything of the wizard's shop, as the clockwork would. */
export async function readShop(world: World, wizard: Wizard): Promise<void> {
  await world.engine.refreshListings(wizard.connectionId);
  await world.engine.pull(wizard.connectionId);
  await world.engine.route(wizard.companyId);
  await world.engine.idle();
}

/** "This is my company." */
export async function confirm(client: DirectClient, wizard: Wizard): Promise<void> {
  const { candidate } = await wizard.state();
  if (candidate === null) throw new Error('nobody answered');
  const approved = await client.call('companies.approve', { companyId: wizard.companyId, seen: { problem: 'confirmCompany', name: candidate.name, path: candidate.path } });
  if (!approved.ok) throw new Error(approved.error.what);
}

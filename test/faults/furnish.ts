/** A world's books and shops, as they are before anything happens. */
import type { Instant } from '../../src/domain/calendar.ts';
import type { SimulatedCompany } from '../../src/simulator/company/company.ts';
import { sampleCompany } from '../../src/simulator/company/sampleCompany.ts';
import { createStore } from '../../src/simulator/store/createStore.ts';
import type { SimulatedStore } from '../../src/simulator/store/types.ts';
import { shopsOf } from './makeStory.ts';
import type { WorldSpec } from './story.ts';
import { fileIdOf, KEY, SECRET, shopName } from './template.ts';

export type Shop = { readonly store: SimulatedStore; readonly company: number; readonly prefix: string; readonly name: string; readonly skus: readonly string[] };

/** `now`: the PC's clock, which is QuickBooks' as well; `trueNow`: the shops'. */
export async function furnish(world: WorldSpec, now: () => Instant, trueNow: () => Instant): Promise<{ readonly companies: readonly SimulatedCompany[]; readonly shops: readonly Shop[] }> {
  const companies = world.companies.map((spec, at) => sampleCompany({
    now, fileId: fileIdOf(at), zone: world.zone, temperament: spec.temperament, assemblies: [], name: `Company ${String(at + 1)}`, path: `C:\\Books\\Company ${String(at + 1)}.qbw`,
    skus: spec.skus.map((sku) => ({ sku, onHand: spec.onHand, price: 9 })), groups: spec.kit ? [{ sku: 'SET', members: [{ item: 'MUG', quantity: 2 }, { item: 'TEE', quantity: 1 }] }] : [],
  }));
  const shops = await Promise.all(shopsOf(world).map(async ({ company, shop }, at) => {
    const spec = world.companies[company];
    const skus = [...(spec?.shops[shop] ?? []), ...(spec?.kit === true ? ['SET'] : [])];
    const store = await createStore({
      url: `http://${shopName(at).host}`, key: KEY, secret: SECRET, now: trueNow, timeZone: world.zone,
      listings: skus.map((sku) => ({ sku, quantity: 10, price: '9.00' })),
    });
    return { store, company, skus, ...shopName(at) };
  }));
  return { companies, shops };
}

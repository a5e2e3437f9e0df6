/** A plausible company for the demo and the tests: tax items, charge items, stock named by SKU, an assembly and a group. */
import { createCompany, type CompanyOptions, type SimulatedCompany } from './company.ts';
import type { Amount } from './keyboardLists.ts';

export type SampleItem = { readonly sku: string; readonly description?: string; readonly price?: Amount; readonly onHand?: Amount };

export type SampleOptions = Omit<CompanyOptions, 'name' | 'path' | 'fileId'> &
  Partial<Pick<CompanyOptions, 'name' | 'path' | 'fileId'>> & {
    /** One inventory item each, named by its SKU; a number makes that many, `SKU-00001` and on. */
    readonly skus?: number | readonly (string | SampleItem)[];
    /** Pieces of each item unless it says so itself. */
    readonly onHand?: Amount;
    readonly assemblies?: readonly {
      readonly sku: string;
      readonly onHand?: Amount;
      readonly price?: Amount;
      readonly members: readonly { readonly item: string; readonly quantity: Amount }[];
    }[];
    readonly groups?: readonly {
      readonly sku: string;
      readonly members: readonly { readonly item: string; readonly quantity: Amount }[];
    }[];
  };

function sampleItems(skus: SampleOptions['skus']): readonly SampleItem[] {
  if (typeof skus === 'number') return Array.from({ length: skus }, (_, index) => ({ sku: `SKU-${String(index + 1).padStart(5, '0')}` }));
  return (skus ?? ['MUG-RED', 'MUG-BLUE', 'TEE-S', 'TEE-M', 'POSTER']).map((one) => (typeof one === 'string' ? { sku: one } : one));
}

/** Items a bridge needs in QuickBooks for what a shop charges beside goods; names as in its default settings. */
function addChargeItems(company: SimulatedCompany): void {
  company.addItem({ kind: 'SalesTax', name: 'State Tax', percent: '7.25', description: 'State sales tax' });
  company.addItem({ kind: 'SalesTax', name: 'Web Tax 0', percent: 0, description: 'Tax is on a line of its own' });
  company.addItem({ kind: 'SalesTax', name: 'Web Tax', percent: 0, description: 'Sales tax of the web store' });
  company.addItem({ kind: 'OtherCharge', name: 'Shipping', taxCode: 'Non', description: 'Shipping and handling' });
  company.addItem({ kind: 'OtherCharge', name: 'Web Fee', taxCode: 'Non', description: 'Fee' });
  company.addItem({ kind: 'OtherCharge', name: 'Web Refund', taxCode: 'Non', description: 'Refund without goods' });
  company.addItem({ kind: 'OtherCharge', name: 'Web Discount', taxCode: 'Non', description: 'Coupon' });
  company.addItem({ kind: 'Discount', name: 'Discount 10%', percent: 10, taxCode: 'Tax' });
  company.addItem({ kind: 'Subtotal', name: 'Subtotal', description: 'Subtotal' });
  company.addItem({ kind: 'Service', name: 'Gift Wrap', price: '3.50', taxCode: 'Non' });
}

export function sampleCompany(options: SampleOptions): SimulatedCompany {
  const company = createCompany({ name: 'Maple Street Goods', path: 'C:\\Books\\Maple Street Goods.qbw', fileId: '', ...options });
  addChargeItems(company);
  company.setDefaultTaxItem('State Tax');
  company.addCustomer({ name: 'Web Store Customer' });
  company.addCustomer({ name: 'Walk-in Customer', email: 'walkin@example.com' });
  company.addVendor('Tax Authority');
  company.addVendor('Hillside Supply');
  const items = sampleItems(options.skus);
  for (const [index, { sku, description = `Item ${sku}`, price = 5 + (index % 90), onHand = options.onHand ?? 20 }] of items.entries()) {
    company.addItem({ name: sku, description, price, onHand, averageCost: 2, manufacturerPartNumber: sku });
  }
  const [first, second] = items;
  const pair =
    first === undefined || second === undefined
      ? null
      : [
          { item: first.sku, quantity: 1 },
          { item: second.sku, quantity: 2 },
        ];
  for (const assembly of options.assemblies ?? (pair === null ? [] : [{ sku: 'ASSEMBLY-1', onHand: 4, price: 40, members: pair }])) {
    const { sku, members, onHand = 0, price = 0 } = assembly;
    company.addItem({ kind: 'InventoryAssembly', name: sku, description: `Built ${sku}`, onHand, price, members });
  }
  for (const { sku, members } of options.groups ?? (pair === null ? [] : [{ sku: 'BUNDLE-1', members: pair }])) {
    company.addItem({ kind: 'Group', name: sku, description: `Bundle ${sku}`, members });
  }
  return company;
}

/** The company file of the golden corpus: every kind of item a shop's order can meet, mapped items, and names that are taken. */
import { sampleCompany } from '../../src/simulator/company/sampleCompany.ts';
import type { SimulatedCompany } from '../../src/simulator/company/company.ts';

export const NOW = Date.UTC(2026, 10, 25, 15, 0, 0);
export const FILE_ID = '{0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0}';

/** What a folder's settings.json may say about the company file. */
export type CompanyCase = { readonly closingDate?: string; readonly salesTaxOn?: boolean; readonly homeCurrency?: string; readonly country?: string; readonly sites?: boolean };

const PUBLIC = '0';

export function openBooks(given: CompanyCase): SimulatedCompany {
  const company = sampleCompany({
    now: () => NOW, fileId: FILE_ID, onHand: 500, ...(given.salesTaxOn === undefined ? {} : { salesTaxOn: given.salesTaxOn }), ...(given.country === undefined ? {} : { country: given.country }),
    ...(given.homeCurrency === undefined ? {} : { homeCurrency: given.homeCurrency }), ...(given.sites === undefined ? {} : { sites: given.sites }),
    skus: [
      { sku: 'MUG-RED', price: '12.00' }, { sku: 'MUG-BLUE', price: '12.00' }, { sku: 'TEE-S', price: '19.95' }, { sku: 'TEE-M', price: '19.95' }, { sku: 'POSTER', price: '5.00' },
      { sku: 'BOLT-M3', price: '0.01', onHand: 50_000 }, { sku: 'FREEBIE', price: 0 },
    ],
    groups: [
      { sku: 'GIFT-SET', members: [{ item: 'MUG-RED', quantity: 1 }, { item: 'MUG-BLUE', quantity: 1 }, { item: 'POSTER', quantity: 2 }] },
      { sku: 'FREE-SET', members: [{ item: 'FREEBIE', quantity: 3 }] },
    ],
  });
  company.addItem({ name: 'Shirts', kind: 'NonInventory' });
  company.addItem({ name: 'TEE-XL', parent: 'Shirts', price: '21.95', onHand: 500, averageCost: 3 });
  company.addItem({ name: 'Old', kind: 'NonInventory' });
  for (const parent of ['Shirts', 'Old']) company.addItem({ name: 'CAP', parent, price: '9.00', onHand: 50, averageCost: 2 });
  company.addItem({ name: 'Coffee beans 1 kg', price: '18.00', onHand: 80, averageCost: 6, barCode: '4006381333931' });
  company.addItem({ name: 'Grinder', price: '89.00', onHand: 12, averageCost: 40, manufacturerPartNumber: 'GR-77/B' });
  company.addItem({ name: 'Filter paper', price: '3.50', onHand: 900, averageCost: 1, dataExt: [{ ownerId: PUBLIC, name: 'Web SKU', value: 'FLT-100' }] });
  company.addItem({ name: 'ENGRAVING', kind: 'Service', price: '8.00' });
  company.addItem({ name: 'RETIRED', price: '4.00', onHand: 3, averageCost: 1 });
  company.deactivateItem('RETIRED');
  for (const name of ['Express', 'Packing', 'Rebate', 'Rounding', 'Surcharge']) company.addItem({ name, kind: 'OtherCharge', taxCode: 'Non' });
  company.addItem({ name: 'Misc goods', kind: 'NonInventory', price: 0 });
  company.addListRecord('Class', 'Web');
  company.addListRecord('SalesRep', 'AL');
  if (given.sites === true) company.addListRecord('InventorySite', 'Main');
  company.addVendor('Vera Vendor');
  company.addEmployee('Emil Employee');
  company.addOtherName('Otto Other');
  company.addCustomer({ name: 'Carla Known', email: 'carla@example.test' });
  company.addCustomer({ name: 'Dora Namesake', email: 'another.dora@example.test' });
  company.addCustomer({ name: 'Fred Foreign', email: 'fred@example.test', accountNumber: 'A-77' });
  if (given.closingDate !== undefined) company.setClosingDate(given.closingDate);
  return company;
}

/** Names no customer may have: vendors, employees, other names. */
export const TAKEN: readonly string[] = ['Vera Vendor', 'Emil Employee', 'Otto Other', 'Tax Authority', 'Hillside Supply'];

/** ListID → FullName of everything in the company file. */
export function namesOf(company: SimulatedCompany): ReadonlyMap<string, string> {
  const { items, customers } = company.ledger();
  return new Map([...items, ...customers].map((one) => [one.listId, one.fullName] as const));
}

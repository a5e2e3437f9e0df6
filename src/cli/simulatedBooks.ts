/**
 * The company file of `simulate quickbooks`: opened or made with the goods of the sample shop, stamped as the Web Connector does, and kept.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { problem } from '../domain/problem.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { SimulatedCompany } from '../simulator/company/company.ts';
import { openCompanyFile, saveCompanyFile } from '../simulator/company/companyFile.ts';
import { sampleCompany, type SampleItem } from '../simulator/company/sampleCompany.ts';
import { sampleListings } from '../simulator/store/startSampleStore.ts';
import { QuickBooksError, type SimulatedQuickBooks } from '../simulator/webConnector/simulatedQuickBooks.ts';

/** What a .qwc says about the company file it is for. */
export type Stamp = { readonly fileId: string; readonly ownerId: string };

export type Books = {
  readonly company: SimulatedCompany;
  readonly quickBooks: SimulatedQuickBooks;
  readonly isNew: boolean;
  /** Writes the file; does nothing for books without one. */
  save(): void;
};

/** Every tenth of the shop's goods has had a delivery that the shop does not know of yet. */
const DELIVERY = { every: 10, pieces: 5 };
/** "Another company file is already open" (facts, QBXML §6): the request processor's answer to a path that is not the open file's. */
const ANOTHER_FILE_OPEN = '0x8004040A';

/** An item for each SKU of the sample shop; a variation whose stock its parent keeps is sold from its parent's item. */
function goods(count: number): readonly SampleItem[] {
  return sampleListings(count).flatMap((listing, index) => {
    const extra = index % DELIVERY.every === 0 ? DELIVERY.pieces : 0;
    const own: SampleItem = { sku: listing.sku, description: listing.name ?? listing.sku, price: listing.price ?? '10.00',
      onHand: (listing.quantity ?? 0) + extra };
    const variations = (listing.variations ?? []).filter(({ quantity }) => quantity !== 'parent')
      .map((one): SampleItem => ({ sku: one.sku, description: `${listing.name ?? listing.sku}, ${one.name ?? one.sku}`,
        price: one.price ?? '10.00', onHand: Number(one.quantity ?? 0) }));
    return [...(listing.variations === undefined || listing.quantity !== undefined ? [own] : []), ...variations];
  });
}

function playedBy(company: SimulatedCompany, ownerId: string | undefined): SimulatedQuickBooks {
  return {
    get path() { return company.card().path; },
    beginSession(companyFile = '') {
      if (companyFile !== '' && companyFile.toLowerCase() !== company.card().path.toLowerCase()) {
        throw new QuickBooksError(ANOTHER_FILE_OPEN,
          'A QuickBooks company data file is already open and it is different from the one requested.');
      }
      return company.beginSession();
    },
    endSession: (id) => { company.endSession(id); },
    process: (id, qbxml) => company.process(id, qbxml),
    hcpResponse: () => company.hcpResponse(ownerId),
  };
}

/** Errors: `companyFileUnreadable`, `otherFileId`. */
export function openBooks(options: { readonly file: string | null; readonly items: number; readonly stamp: Stamp | null }): Result<Books> {
  const now = (): number => Date.now();
  const file = options.file === null ? null : path.resolve(options.file);
  const isNew = file === null || !existsSync(file);
  let company: SimulatedCompany;
  try {
    company = isNew
      ? sampleCompany({ now, zone: Intl.DateTimeFormat().resolvedOptions().timeZone, skus: goods(options.items), assemblies: [], groups: [] })
      : openCompanyFile(file, now);
  } catch (cause) {
    return err(problem('companyFileUnreadable', `${file ?? ''} is not a simulated company file.`,
      'Give another file; a missing one is made.', { field: '--company', detail: cause instanceof Error ? cause.message : String(cause) }));
  }
  const { stamp } = options;
  const { fileId } = company.card();
  if (stamp !== null && fileId !== '' && fileId.toUpperCase() !== stamp.fileId.toUpperCase()) {
    return err(problem('otherFileId', 'This company file carries the FileID of another .qwc, and the Web Connector would not add this one.',
      'Give the .qwc it was added with, or another --company file.', { field: '--company' }));
  }
  if (stamp !== null && fileId === '') company.stampFileId(stamp.fileId, stamp.ownerId);
  return ok({ company, quickBooks: playedBy(company, stamp?.ownerId), isNew,
    save: () => { if (file !== null) saveCompanyFile(file, company); } });
}

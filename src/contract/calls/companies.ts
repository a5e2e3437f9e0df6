/** Calls about companies: which company file may be written to, and doing now what would be done later. */
import { z } from 'zod';
import type { CompanySettings } from '../../domain/settings.ts';
import { call } from '../defineContract.ts';
import { companyId, connectionId, count, instantShape, jobId, problemShape, list, settingsShape } from '../shapes.ts';
import { companyStatus } from './status.ts';

const identityShape = z.object({
  fileId: z.string(),
  name: z.string(),
  path: z.string(),
  country: z.string(),
  product: z.string(),
  supportedVersions: list(z.string()),
  closingDate: z.string().nullable(),
  salesTaxOn: z.boolean(),
  multiCurrencyOn: z.boolean(),
});

export const companyShape = z.object({
  id: companyId,
  name: z.string(),
  username: z.string(),
  fileId: z.string(),
  state: z.enum(['unknown', 'confirm', 'approved', 'stopped']),
  /** The company file that was approved. */
  identity: identityShape.nullable(),
  /** The company file that answered and awaits a person's word. */
  candidate: identityShape.nullable(),
  problem: problemShape.nullable(),
  /** May a person approve the candidate? Not a file that bears another mark or none. */
  mayApprove: z.boolean(),
  approveFirst: z.boolean(),
  settings: settingsShape<CompanySettings>(),
  itemCursor: instantShape.nullable(),
  lastSweepAt: instantShape.nullable(),
  lastPollAt: instantShape.nullable(),
});

export const companyCalls = {
  'companies.list': call({}, { companies: list(companyShape) }),
  'companies.status': call({ companyId }, { company: companyStatus }),
  /**
   * "This is my company": the file confirmed for the first time, found at another place or name, or older than our records and to be gone on with.
   * `seen` is what the person was shown; when something else has answered meanwhile, nothing is approved.
   */
  'companies.approve': call({
    companyId,
    seen: z.strictObject({ problem: z.enum(['confirmCompany', 'companyFileMoved', 'companyFileOlder']), name: z.string().max(500), path: z.string().max(2_000) }),
    /** For an older file: enter what it lacks again, instead of asking about each. */
    enterAgain: z.boolean().default(false),
  }, {
    /** Documents that the older file lacks; 0 where that was not the question. */
    ignored: count,
  }),
  /** Every document that was entered and is missing in the company file that answered, oldest first. Empty unless the file is older than our records. */
  'companies.missing': call({ companyId }, {
    documents: list(z.object({ jobId, name: z.string(), label: z.string(), /** Cents. */ total: z.number().nullable(), enteredAt: instantShape })),
  }),
  /** A person has looked at the documents that QuickBooks has after a restore and that no shop has an order for (`documentsWithoutOrder`). */
  'companies.dismissStrays': call({ companyId }, { dismissed: count }),
  /** Reads every item anew, beginning with the next session. */
  'companies.sweep': call({ companyId }, { already: z.boolean() }),
  /** Pulls the orders of every shop now and sends what is due. */
  'companies.sync': call({ companyId }, {
    connections: list(z.object({ connectionId, name: z.string(), orders: count, news: count, problem: problemShape.nullable() })),
  }),
} as const;

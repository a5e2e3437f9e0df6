/** The provisioning file of `bridge init`: companies, their shops and every setting, checked field by field. */
import { z } from 'zod';
import { isZone, parseDay, type Day } from '../domain/calendar.ts';
import { problem, type Problem } from '../domain/problem.ts';
import { CUSTOMER_MATCHES, WEEKDAYS, type ItemMatchRule } from '../domain/settings.ts';
import { err, ok, type Result } from '../domain/result.ts';

// zod's probe for `new Function` would break the window's content security policy.
z.config({ jitless: true });

const name = z.string().trim().min(1).max(60);
const whole = (least: number, most: number): z.ZodNumber => z.number().int().min(least).max(most);
const itemName = z.string().trim().max(159);
const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, 'must be a time such as 22:30, or empty');
const guid = z.string().regex(/^\{[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\}$/, 'must be a GUID in braces');

export const companySettings = z.strictObject({
  timeZone: z.string().refine((zone) => zone === '' || isZone(zone), 'must be a time zone such as America/New_York, or empty for this PC\'s own'),
  inlineLimit: whole(0, 1_000),
  drainChunk: whole(1, 10_000),
  chunkPauseSeconds: whole(0, 600),
  chunkSeconds: whole(1, 110),
  inlineWaitSeconds: whole(0, 90),
  sessionJobs: whole(1, 1_000),
  sessionMinutes: whole(1, 60),
  busySeconds: whole(10, 3_600),
  busyRetrySeconds: whole(5, 600),
  itemReadEverySeconds: whole(0, 86_400),
  overlapMinutes: whole(1, 1_440),
  itemPageSize: whole(10, 500),
  zeroBrakePercent: whole(1, 100),
  zeroBrakeCount: whole(1, 100_000),
  freshMinutes: whole(1, 1_440),
  // Not less than a week: what a weekend left in doubt is still there to be looked at.
  keepExchangesDays: whole(7, 3_650),
  keepLogDays: whole(0, 36_500).refine((days) => days === 0 || days >= 7, 'must be 0 (for ever) or at least 7'),
  housekeepingAt: time,
  quietFrom: time,
  quietTo: time,
  businessDays: z.array(z.enum(WEEKDAYS)).min(1).transform((days) => WEEKDAYS.filter((day) => days.includes(day))),
  sweepAt: time,
}).partial();

const documentKind = z.enum(['salesReceipt', 'invoice', 'salesOrder']);
const account = z.string().trim().min(1).max(159);
/** The shop's title or id, and a name in QuickBooks. */
const namesOf = (most: number): z.ZodRecord<z.ZodString, z.ZodString> => z.record(z.string().min(1).max(100), z.string().min(1).max(most));
const META = 'meta:[\\x21-\\x7e]{1,50}';

export const connectionSettings = z.strictObject({
  startDate: z.string().transform((text, context): Day => {
    const day = parseDay(text, 'startDate');
    if (day.ok) return day.value;
    context.addIssue({ code: 'custom', message: 'must be a day such as 2026-11-21' });
    return z.NEVER;
  }).nullable(),
  importStatuses: z.array(z.string().min(1).max(40)).min(1),
  documentKind,
  documentRules: z.array(z.strictObject({
    when: z.strictObject({ paid: z.boolean().exactOptional(), methods: z.array(z.string().min(1).max(100)).min(1).exactOptional() }),
    kind: documentKind,
  })).max(20),
  pendingDocuments: z.boolean(),
  refPrefix: z.string().regex(/^[A-Za-z0-9-]{0,4}$/, 'must be at most 4 letters, digits or hyphens'),
  importRefunds: z.boolean(),
  invoicePayment: z.boolean(),
  arAccount: z.string().max(159),
  refundSettlement: z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('none') }),
    z.strictObject({ mode: z.literal('creditCard'), account: z.string().trim().max(159).default('') }),
    z.strictObject({ mode: z.literal('check'), account: z.string().trim().max(159).default('') }),
  ]),
  closedBooks: z.enum(['park', 'firstOpenDay']),
  customer: z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('catchAll'), name: z.string().trim().min(1).max(41) }),
    z.strictObject({ mode: z.literal('perBuyer') }),
  ]),
  customerName: z.enum(['companyOrPerson', 'person', 'lastFirst', 'email']),
  customerMatch: z.array(z.enum(CUSTOMER_MATCHES)).min(1),
  matchBy: z.array(z.union([z.enum(['sku', 'barCode', 'partNumber']), z.string().regex(/^customField:.{1,31}$/, 'must be sku, barCode, partNumber or customField:NAME')])
    .transform((rule) => rule as ItemMatchRule)).min(1),
  kits: z.enum(['members', 'group']),
  unknownSku: z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('park') }),
    z.strictObject({ mode: z.literal('substitute'), item: account }),
    z.strictObject({ mode: z.literal('createNonInventory'), incomeAccount: account }),
    z.strictObject({ mode: z.literal('createService'), incomeAccount: account }),
    z.strictObject({ mode: z.literal('createInventory'), incomeAccount: account, cogsAccount: account, assetAccount: account }),
  ]),
  shippingItem: itemName,
  shippingItems: namesOf(159),
  feeItem: itemName,
  feeItems: namesOf(159),
  negativeFeeItem: itemName,
  discountItem: itemName,
  refundItem: itemName,
  roundingItem: itemName,
  roundingLimit: whole(0, 10_000),
  tax: z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('storeExact'), zeroTaxItem: z.string().min(1).max(31), taxLineItem: z.string().min(1).max(31) }),
    z.strictObject({ mode: z.literal('quickbooks'), taxItem: z.string().min(1).max(31) }),
    z.strictObject({ mode: z.literal('none') }),
  ]),
  taxItems: namesOf(31),
  taxableCode: z.string().min(1).max(3),
  nonTaxableCode: z.string().min(1).max(3),
  paymentMethods: z.record(z.string().min(1).max(100), z.string().min(1).max(31)),
  depositTo: z.string().max(159),
  className: z.string().max(159),
  site: z.string().max(31),
  salesRep: z.string().max(5),
  template: z.string().max(31),
  terms: z.string().max(31),
  shipMethods: namesOf(15),
  poNumberFrom: z.string().regex(new RegExp(`^(none|orderNumber|${META})$`), 'must be none, orderNumber or meta:KEY'),
  customerMessage: z.string().max(101),
  customFields: z.record(z.string().min(1).max(31), z.string().regex(
    new RegExp(`^(orderNumber|email|phone|paymentTitle|transactionId|note|${META})$`),
    'must be orderNumber, email, phone, paymentTitle, transactionId, note or meta:KEY',
  )),
  writeBackNote: z.boolean(),
  writeBackMeta: z.boolean(),
  writeBackStatus: z.string().max(40),
  availability: z.enum(['onHand', 'onHandMinusSalesOrders']),
  safetyStock: whole(0, 1_000_000),
  cap: whole(0, 1_000_000),
  assemblies: z.enum(['built', 'buildable']),
  inactiveItems: z.enum(['leave', 'zero']),
  stockSites: z.array(z.string().trim().min(1).max(31)).max(100),
  wholePieces: z.boolean(),
  pushStock: z.boolean(),
  pullMinutes: z.number().min(0.05).max(1_440),
  listingMinutes: z.number().min(1).max(10_080),
  pushMinutes: z.number().min(0).max(1_440),
  timeoutSeconds: whole(1, 300),
}).partial();

const pieces = whole(0, 1_000_000);
const itemRule = z.strictObject({
  /** One of the two: a SKU of the shop, or the full name of a QuickBooks item. */
  sku: z.string().trim().min(1).max(200).exactOptional(),
  item: z.string().trim().min(1).max(159).exactOptional(),
  availability: z.enum(['onHand', 'onHandMinusSalesOrders']).nullable().default(null),
  safetyStock: pieces.nullable().default(null),
  cap: pieces.nullable().default(null),
  assemblies: z.enum(['built', 'buildable']).nullable().default(null),
  exclude: z.boolean().nullable().default(null),
}).refine((rule) => (rule.sku === undefined) !== (rule.item === undefined), 'must have either "sku" or "item"');

const webAddress = z.url({ protocol: /^https?$/ });

/** On the web, or a folder: `C:\Shop`, `\\server\shop`, `/data/shop`. The kind of shop looks closer. */
function isAddress(url: string): boolean {
  return /^([A-Za-z]:[\\/]|\\\\|\/)/.test(url) || webAddress.safeParse(url).success;
}

const store = z.strictObject({
  name,
  kind: z.string().min(1),
  url: z.string().max(500).refine(isAddress, 'must be the shop\'s address, beginning with http:// or https://, or the full path of a folder'),
  settings: connectionSettings.default({}),
  /** Given: all the rules of the shop; left out: they stay as they are. */
  itemRules: z.array(itemRule).max(100_000).exactOptional(),
}).catchall(z.string());

const company = z.strictObject({
  name,
  username: z.string().trim().min(1).max(60),
  password: z.string().min(8).max(200),
  approved: z.boolean().default(false),
  fileId: guid.optional(),
  stores: z.array(store).default([]),
  settings: companySettings.default({}),
});

const provisioning = z.strictObject({ companies: z.array(company).min(1) });

export type Provisioning = z.output<typeof provisioning>;
export type ProvisionedCompany = Provisioning['companies'][number];
export type ProvisionedStore = ProvisionedCompany['stores'][number];

/** Reads the file's text. The problem names the field (`companies.0.stores.1.url`) and what it must be; values are never repeated, they may be secrets. */
export function readProvisioning(text: string): Result<Provisioning> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err(problem('badProvisioning', 'The provisioning file is not valid JSON.', 'Check commas, quotes and brackets; README shows an example.'));
  }
  const read = checked(json);
  if (read === null) return err(problem(
    'badProvisioning', 'In the provisioning file, something with its own "length" stands where a text or a list belongs.',
    'Compare it with the example in README and run "init" again; nothing was changed.', { field: 'length' },
  ));
  if (!read.success) return err(firstIssue(read.error));
  const names = new Set<string>();
  for (const one of read.data.companies) {
    for (const key of [one.name.toLowerCase(), `user ${one.username.toLowerCase()}`]) {
      if (names.has(key)) return err(problem(
        'badProvisioning', `Two companies in the provisioning file share a name or user name ("${one.name}").`,
        'Give each company its own name and username.', { field: 'companies' },
      ));
      names.add(key);
    }
  }
  return ok(read.data);
}

/** Null: zod compared the `length` of an object that cannot be compared, and threw. */
function checked(json: unknown): ReturnType<typeof provisioning.safeParse> | null {
  try {
    return provisioning.safeParse(json);
  } catch {
    return null;
  }
}

/** Characters of a name out of the file that a message repeats. */
const LONGEST_NAME = 60;

function firstIssue(error: z.ZodError): Problem {
  const [issue] = error.issues;
  const field = issue?.path.map((part) => String(part).slice(0, LONGEST_NAME)).join('.') ?? '';
  const unknown = issue?.code === 'unrecognized_keys' ? `has an unknown name: ${issue.keys.slice(0, 5).map((key) => key.slice(0, LONGEST_NAME)).join(', ')}` : null;
  return problem(
    'badProvisioning',
    `In the provisioning file, ${field === '' ? 'the top level' : `"${field}"`} ${unknown ?? `is not right: ${issue?.message ?? 'unknown reason'}`}.`,
    'Correct it and run "init" again; nothing was changed.', { field },
  );
}

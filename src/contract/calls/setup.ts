/** Calls of the setup wizard: the shop's sign-in tried live, company and shop made or changed, the .qwc file, and what is still missing. */
import { z } from 'zod';
import { call } from '../defineContract.ts';
import { companyId, connectionId, count, instantShape, list, problemShape } from '../shapes.ts';
import { companyShape } from './companies.ts';

const name = z.string().trim().min(1).max(60);
/** As typed: `shop.example.com` is completed to https. */
const shopUrl = z.string().trim().min(1).max(500);
/** By the names `setup.kinds` gives. They go in and never come out again. */
const secrets = z.record(z.string().min(1).max(60), z.string().max(500));
const password = z.string().min(1).max(200);

/** What the wizard has to do next, for one company. */
export const setupStep = z.enum(['connection', 'firstPoll', 'confirm', 'choices', 'preview', 'ready']);
export type SetupStep = z.output<typeof setupStep>;

export const setupCompanyShape = z.object({
  companyId,
  name: z.string(),
  username: z.string(),
  /** The first step that is not done; `ready`: all are. */
  next: setupStep,
  /** Everything that is not done, in the wizard's order. */
  missing: list(setupStep),
  connections: list(z.object({
    connectionId, name: z.string(), kind: z.string(), url: z.string(), hasChoices: z.boolean(), lastPullAt: instantShape.nullable(),
    problem: problemShape.nullable(),
  })),
  /** When the Web Connector last signed in; null: never. */
  lastPollAt: instantShape.nullable(),
  state: companyShape.shape.state,
  /** The company file that answered and awaits a person's word; pass its name and path to `companies.approve`. */
  candidate: companyShape.shape.candidate,
  identity: companyShape.shape.identity,
  problem: problemShape.nullable(),
  mayApprove: z.boolean(),
  /** Every item of QuickBooks has been read once; before that no stock can be shown in the preview. */
  itemsRead: z.boolean(),
  /** Nothing is written, neither in QuickBooks nor in the shops, until `preview.release`. */
  isHeld: z.boolean(),
});

export const setupCalls = {
  /** The kinds of shop this build knows, with the names of their secrets in the order a form shows them. */
  'setup.kinds': call({}, { kinds: list(z.object({ kind: z.string(), secretNames: list(z.string()) })) }),
  /**
   * Signs in to a shop and stores nothing. `connectionId`: secrets that are left out or empty are taken from that connection. Problems name the cause:
   * `badKey`, `badSecret`, `keyWriteOnly`, `storeBlocked` (firewall), `storeNoApi` (plain permalinks, no WooCommerce), `storeCertificate`, `storeNotFound` …
   */
  'setup.check': call({ kind: z.string().min(1).max(40), url: shopUrl, secrets, connectionId: connectionId.optional() }, {
    /** As it would be stored. */
    url: z.string(),
    host: z.string(),
    title: z.string(),
    version: z.string(),
    /** The shop's clock minus ours, milliseconds. */
    clockOffset: z.number(),
    /** Why the key cannot set stock (`keyReadOnly`); null: it can. Orders are read all the same. */
    noWrite: problemShape.nullable(),
  }),
  /** How good a password is. 0 too short or known, 1 weak, 2 fair, 3 good, 4 very good; below 2 it is refused. `advice`: a sentence, empty when there is none. */
  'setup.strength': call({ password }, { score: z.int().min(0).max(4), word: z.string(), advice: z.string() }),
  /**
   * Makes a company (without `companyId`; it starts held) or changes one. Exactly one of `password` and `generate` for a new one; neither leaves an old one's.
   * Problems: `nameTaken`, `userNameTaken`, `weakPassword`, `noPassword`.
   */
  'setup.company': call({ companyId: companyId.optional(), name, username: name, password: password.optional(), generate: z.boolean().default(false) }, {
    companyId,
    isNew: z.boolean(),
    /** The made one, told this once; null otherwise. */
    password: z.string().nullable(),
    /** The .qwc must be removed from the Web Connector and added anew (user name changed). */
    qwcChanged: z.boolean(),
    /** The Web Connector's password box must be filled in anew. */
    passwordChanged: z.boolean(),
  }),
  /**
   * Makes a shop of the company (without `connectionId`) or changes one; secrets that are left out or empty stay as they are. It is not signed in to: `setup.check` does that.
   * Problems: `nameTaken`, `unknownStoreKind`, `otherShop` (the address is another shop's: say `sameShop` if the shop has moved), and those of the kind's own check.
   */
  'setup.connection': call({
    companyId, connectionId: connectionId.optional(), name, kind: z.string().min(1).max(40), url: shopUrl, secrets: secrets.default({}), sameShop: z.boolean().default(false),
  }, { connectionId, isNew: z.boolean() }),
  /** The .qwc file: its text and a name for it. Problem: `noPort` while the Web Connector's door is not open. */
  'setup.qwc': call({ companyId, minutes: z.int().min(1).max(1_440).default(5) }, { name: z.string(), text: z.string(), port: z.int() }),
  /** What is still missing. Cheap: may be asked every second while waiting; `sessionChanged` says when to ask again. */
  'setup.state': call({}, { now: instantShape, companies: list(setupCompanyShape), connections: count }),
} as const;

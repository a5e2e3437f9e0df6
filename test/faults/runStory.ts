/** One run: a story from its beginning, then quiet, then the audit. */
import nodeCrypto from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { ok } from '../../src/domain/result.ts';
import { auditWorld } from './audit/auditor.ts';
import { readDatabase, type LogEvidence } from './audit/evidence.ts';
import { pageLimit, smallDisk } from './disk.ts';
import { startPlay } from './play.ts';
import { becomeQuiet } from './quiet.ts';
import { openStage, type Stage } from './stage.ts';
import type { Story } from './story.ts';
import { createTemplates, subtractsSalesOrders, workFolder, type Templates } from './template.ts';
import { createWitness } from './witness.ts';

export type Theatre = {
  /** Complaints; none when everything adds up. */
  run(story: Story): Promise<readonly string[]>;
  /** Requests QuickBooks was given, a sample of them at most: for the schema. */
  readonly sample: Set<string>;
  readonly counts: { runs: number; requests: number; events: number };
  /** In how many runs each fault struck, and what came of it. */
  readonly struck: ReadonlyMap<string, number>;
  close(): void;
};

const SAMPLE = 3_000;

/**
 * Passwords are compared in this thread for the time of the runs, and cheaply: handing work to another one and waiting for it takes longer than a whole
 * sign-in, and what the comparison costs is no part of any story.
 */
function hashHere(): () => void {
  const real = nodeCrypto.scrypt;
  const here = (password: nodeCrypto.BinaryLike, salt: nodeCrypto.BinaryLike, bytes: number, options: nodeCrypto.ScryptOptions, done: (error: Error | null, key: Buffer) => void): void => {
    done(null, nodeCrypto.scryptSync(password, salt, bytes, { ...options, N: 2, r: 1, p: 1 }));
  };
  Object.assign(nodeCrypto, { scrypt: here });
  syncBuiltinESMExports();
  return () => {
    Object.assign(nodeCrypto, { scrypt: real });
    syncBuiltinESMExports();
  };
}

/** `mounted`: a small file system to play on, which becomes really full. */
export function openTheatre(mounted?: string): Theatre {
  const restoreHash = hashHere();
  const templates: Templates = createTemplates({ seal: { seal: (plain) => plain, open: (sealed) => ok(sealed) } });
  const base = mounted === undefined ? workFolder() : join(mounted, 'runs');
  mkdirSync(base, { recursive: true });
  const disk = mounted === undefined ? pageLimit : smallDisk(mounted);
  const sample = new Set<string>();
  const counts = { runs: 0, requests: 0, events: 0 };
  const struck = new Map<string, number>();
  return {
    sample, counts, struck,
    async run(story) {
      counts.runs += 1;
      const folder = join(base, String(counts.runs));
      mkdirSync(folder);
      const witness = createWitness();
      const stage = await openStage(story, folder, templates, witness, disk);
      try {
        const play = startPlay(stage);
        for (const event of story.events) await play.run(event);
        const noise = await becomeQuiet(stage, play);
        if (offsetAt(story.world.start, story.world.zone) !== offsetAt(stage.now(), story.world.zone)) witness.saw('daylight saving time began or ended in the run');
        await stage.stop();
        const { companies, shops, errors } = stage;
        const database = readDatabase(join(stage.folder(), 'stockbridge.db'));
        for (const what of whatCameOfIt(story, shops, database.log)) witness.saw(what);
        return [
          ...noise,
          ...(play.hand.diskTrouble ? [] : errors.map((line) => `the engine logged an error: ${line.slice(0, 1_500)}`)),
          ...auditWorld({
            ...database, hand: play.hand,
            companies: companies.map((company, at) => {
              const spec = story.world.companies[at];
              return { ledger: company.ledger(), minusSalesOrders: spec !== undefined && subtractsSalesOrders(spec), perBuyer: spec?.perBuyer === true, pending: spec?.pending === true,
                settles: spec !== undefined && spec.settle !== 'none', tell: spec?.tell ?? 'nothing' };
            }),
            shops: shops.map(({ store, company, name, prefix }) => ({ company, name, prefix, orders: store.orders(), listings: store.listings(), requests: store.requests() })),
          }),
        ];
      } catch (cause) {
        return [`FAULT: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`];
      } finally {
        counts.requests += stage.requests.length;
        counts.events += story.events.length;
        for (const what of witness.all()) struck.set(what, (struck.get(what) ?? 0) + 1);
        for (const text of stage.requests) if (sample.size < SAMPLE) sample.add(text);
        await stage.close();
      }
    },
    close() {
      templates.close();
      rmSync(base, { recursive: true, force: true });
      restoreHash();
    },
  };
}

/** What the shops' faults did, what kind of world it was, and which doubts there were. */
function whatCameOfIt({ world }: Story, shops: Stage['shops'], log: readonly LogEvidence[]): readonly string[] {
  const has = (outcome: string, text: RegExp): boolean => log.some((line) => line.outcome === outcome && text.test(line.text));
  return [
    ...shops.flatMap(({ store }) => store.requests().flatMap(({ fault }) => (fault === null ? [] : [`a shop's call failed: ${fault}`]))),
    ...world.companies.flatMap((company) => [
      `world: QuickBooks ${company.temperament}`, `world: ${company.documentKind}s${company.pending ? ', pending' : ''}`,
      ...(company.settle === 'none' ? [] : [`world: refunds settled by ${company.settle}`]),
      ...(company.tell === 'nothing' ? [] : ['world: shops are told of their orders']), ...(company.kit ? ['world: a kit'] : []),
      ...(company.shops.length > 1 ? ['world: several shops sell the same items'] : []),
    ]),
    ...(world.companies.length > 1 ? ['world: two companies'] : []),
    ...(has('inDoubt', /./) ? ['outcome: a document was in doubt'] : []), ...(has('settled', /./) ? ['outcome: a doubt was settled by what QuickBooks showed'] : []),
    ...(has('info', /^(Refund \d+: |Payment: |Settlement of refund \d+: )?Looked for in QuickBooks/) ? ['outcome: the identical request went out once more'] : []),
    ...(has('needsAttention', /./) ? ['outcome: a person was asked'] : []), ...(has('info', /^The shop was told/) ? ['outcome: a shop was told of an order'] : []),
    ...(has('inserted', /^Payment: /) ? ['outcome: a payment was entered'] : []), ...(has('inserted', /^Settlement/) ? ['outcome: a refund was settled'] : []),
  ];
}

/** Minutes from UTC in a zone at a moment. */
function offsetAt(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
}

/** One run: a story from its beginning, then quiet, then the audit. */
import nodeCrypto from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { ok } from '../../src/domain/result.ts';
import { auditWorld } from './audit/auditor.ts';
import { readDatabase } from './audit/evidence.ts';
import { startPlay } from './play.ts';
import { becomeQuiet } from './quiet.ts';
import { openStage } from './stage.ts';
import type { Story } from './story.ts';
import { createTemplates, workFolder, type Templates } from './template.ts';

export type Theatre = {
  /** Complaints; none when everything adds up. */
  run(story: Story): Promise<readonly string[]>;
  /** Requests QuickBooks was given, a sample of them at most: for the schema. */
  readonly sample: Set<string>;
  readonly counts: { runs: number; requests: number };
  close(): void;
};

const SAMPLE = 3_000;

/** Passwords are compared in this thread for the time of the runs: handing work to another one and waiting for it takes longer than a whole sign-in. */
function hashHere(): () => void {
  const real = nodeCrypto.scrypt;
  const here = (password: nodeCrypto.BinaryLike, salt: nodeCrypto.BinaryLike, bytes: number, options: nodeCrypto.ScryptOptions, done: (error: Error | null, key: Buffer) => void): void => {
    done(null, nodeCrypto.scryptSync(password, salt, bytes, options));
  };
  Object.assign(nodeCrypto, { scrypt: here });
  syncBuiltinESMExports();
  return () => {
    Object.assign(nodeCrypto, { scrypt: real });
    syncBuiltinESMExports();
  };
}

export function openTheatre(): Theatre {
  const restoreHash = hashHere();
  const templates: Templates = createTemplates({ seal: { seal: (plain) => plain, open: (sealed) => ok(sealed) } });
  const base = workFolder();
  const sample = new Set<string>();
  const counts = { runs: 0, requests: 0 };
  return {
    sample, counts,
    async run(story) {
      counts.runs += 1;
      const folder = join(base, String(counts.runs));
      mkdirSync(folder);
      const stage = await openStage(story, folder, templates);
      try {
        const play = startPlay(stage);
        for (const event of story.events) await play.run(event);
        const noise = await becomeQuiet(stage, play);
        await stage.stop();
        const { companies, shops, errors } = stage;
        return [
          ...noise,
          ...(play.hand.diskTrouble ? [] : errors.map((line) => `the engine logged an error: ${line.slice(0, 1_500)}`)),
          ...auditWorld({
            ...readDatabase(join(stage.folder(), 'stockbridge.db')), hand: play.hand,
            companies: companies.map((company, at) => {
              const spec = story.world.companies[at];
              return { ledger: company.ledger(), minusSalesOrders: spec?.documentKind === 'salesOrder', perBuyer: spec?.perBuyer === true };
            }),
            shops: shops.map(({ store, company, name, prefix }) => ({ company, name, prefix, orders: store.orders(), listings: store.listings(), requests: store.requests() })),
          }),
        ];
      } catch (cause) {
        return [`FAULT: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`];
      } finally {
        counts.requests += stage.requests.length;
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

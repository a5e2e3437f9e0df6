/** Answers the calls about the trigger. */
import type { triggerCalls } from '../../contract/calls/trigger.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Engine } from '../createEngine.ts';
import { listCompanies } from '../db/companies.ts';
import { listTriggerCalls, setTriggerKey, setTriggerOpen, triggerDoor } from '../db/triggers.ts';
import { keptPort } from '../host/keptPort.ts';
import { hashPassword } from '../soap/password.ts';
import { callTrigger } from '../trigger/callTrigger.ts';
import { MOST_A_MINUTE, TRIGGER_PATH } from '../trigger/door.ts';
import { issuePass } from '../trigger/passes.ts';
import { change, notePerson } from './change.ts';
import { nextOf } from './page.ts';

/** Bytes of a key: nobody guesses 192 bits. */
const KEY_BYTES = 24;

type Door = { readonly isOpen: boolean; readonly keyMadeAt: number | null; readonly url: string | null; readonly mostAMinute: number };

export function triggerHandlers(engine: Engine): HandlersOf<typeof triggerCalls> {
  const { ctx, db, folder } = engine;

  const show = (): Door => {
    const { isOpen, keyMadeAt } = triggerDoor(db);
    const port = keptPort(folder);
    return { isOpen, keyMadeAt, url: port === null ? null : `http://localhost:${String(port)}${TRIGGER_PATH}`, mostAMinute: MOST_A_MINUTE };
  };

  const noted = (text: string): void => {
    const [first] = listCompanies(db);
    if (first !== undefined) notePerson(ctx, { companyId: first.id }, 'info', text);
  };

  return {
    'trigger.show': () => ok(show()),

    'trigger.setOpen': ({ open }) => change(ctx, (): Result<Door> => {
      if (open && triggerDoor(db).keyDigest === null) return err(problem(
        'noTriggerKey',
        'There is no key for the trigger yet.',
        'Make a key first, and keep it where the program that calls can read it.',
      ));
      if (setTriggerOpen(db, open)) noted(open ? 'opened the trigger: other programs of this PC may ask for SKUs to be sent, with its key.' : 'closed the trigger.');
      return ok(show());
    }),

    'trigger.makeKey': async () => {
      const key = ctx.randomHex(KEY_BYTES);
      const digest = await hashPassword(key);
      return change(ctx, () => {
        setTriggerKey(db, digest, ctx.now());
        noted('made a new key for the trigger; the one before is worth nothing any more.');
        return ok({ key });
      });
    },

    'trigger.calls': ({ before, limit }) => {
      const { rows, last } = nextOf(listTriggerCalls(db, before ?? null, limit + 1), limit);
      return ok({ calls: rows, next: last?.id ?? null });
    },

    'trigger.test': async ({ sku }) => {
      if (!triggerDoor(db).isOpen) return err(problem('triggerClosed', 'The trigger is closed, so there is nothing to try.', 'Open it first.'));
      const port = keptPort(folder);
      if (port === null) return err(problem('noDoor', 'This run of the engine serves no address.', 'Start Stockbridge, or "serve", and try again.'));
      return callTrigger(port, sku, issuePass(db, ctx.randomHex));
    },
  };
}

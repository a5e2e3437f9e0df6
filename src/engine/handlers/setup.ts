/** Answers the calls of the setup wizard. */
import type { setupCalls } from '../../contract/calls/setup.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { passwordStrength } from '../../decide/passwordStrength.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { appName, OWNER_ID, writeQwc } from '../../quickbooks/qwcFile.ts';
import { connectorFor, connectorKinds } from '../../stores/registry.ts';
import { connectionWanted, saveConnection } from '../act/saveConnection.ts';
import { saveCompany } from '../act/saveCompany.ts';
import type { Engine } from '../createEngine.ts';
import { keptPort } from '../host/keptPort.ts';
import { change, notePerson } from './change.ts';
import { companyNamed, connectionNamed } from './named.ts';
import { setupState } from './setupState.ts';

/** Seconds a shop may take to answer while somebody waits before the screen. */
const PATIENCE = 30;

export function setupHandlers(engine: Engine): HandlersOf<typeof setupCalls> {
  const { ctx, db } = engine;
  return {
    'setup.kinds': () => ok({ kinds: connectorKinds.map((kind) => ({ kind, secretNames: connectorFor(kind)?.secretNames ?? [] })) }),

    'setup.check': async ({ kind, url, secrets, connectionId }) => {
      const existing = connectionId === undefined ? null : connectionNamed(db, connectionId);
      if (existing?.ok === false) return existing;
      const wanted = connectionWanted(ctx, { kind, url, secrets }, existing?.value ?? null);
      if (!wanted.ok) return wanted;
      const { connector, address, plain } = wanted.value;
      const store = connector.open({ url: address, secrets: plain, timeoutSeconds: PATIENCE, now: ctx.now, sleep: ctx.sleep });
      const checked = await store.check(ctx.signal);
      if (!checked.ok) return checked;
      const { host, title, version, clockOffset } = checked.value;
      const write = store.checkWrite === undefined ? ok(null) : await store.checkWrite(ctx.signal);
      return ok({ url: address, host, title, version, clockOffset, noWrite: write.ok ? null : write.error });
    },

    'setup.strength': ({ password }) => {
      const { score, word, advice } = passwordStrength(password);
      return ok({ score, word, advice });
    },

    'setup.company': async (wanted) => {
      const saved = await saveCompany(ctx, wanted);
      if (saved.ok) ctx.emit({ kind: 'sessionChanged' });
      return saved;
    },

    'setup.connection': ({ companyId, connectionId, ...wanted }) => {
      const saved = change(ctx, () => {
        const company = companyNamed(db, companyId);
        if (!company.ok) return company;
        const done = saveConnection(ctx, company.value, connectionId ?? null, wanted);
        if (done.ok) notePerson(
          ctx,
          { companyId, connectionId: done.value.connectionId },
          'info',
          `${done.value.isNew ? 'connected' : 'changed the connection of'} the shop ${wanted.name}.`,
        );
        return done;
      });
      if (saved.ok) ctx.emit({ kind: 'sessionChanged' });
      return saved;
    },

    'setup.qwc': ({ companyId, minutes }): Result<{ readonly name: string; readonly text: string; readonly port: number }> => {
      const company = companyNamed(db, companyId);
      if (!company.ok) return company;
      const port = keptPort(engine.folder);
      if (port === null) return err(problem(
        'noPort',
        'Stockbridge has no port for the Web Connector yet.',
        'Start Stockbridge again. If it stays so, another program holds its port; Diagnostics says which.',
      ));
      const { name, username, fileId } = company.value;
      return ok({ name: `${appName(name)}.qwc`, text: writeQwc({ companyName: name, username, fileId, ownerId: OWNER_ID, port, minutes }), port });
    },

    'setup.state': () => ok(db.transaction(() => setupState(db, ctx.now()))()),
  };
}

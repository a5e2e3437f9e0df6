/** Answers the calls about settings. */
import type { settingsCalls } from '../../contract/calls/settings.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { ok, type Result } from '../../domain/result.ts';
import { COMPANY_FIELDS, CONNECTION_FIELDS } from '../../domain/settingFields.ts';
import { COMPANY_DEFAULTS, CONNECTION_DEFAULTS } from '../../domain/settings.ts';
import { changedFrom, saveCompanySettings, saveConnectionSettings, type Saved } from '../act/saveSettings.ts';
import type { Engine } from '../createEngine.ts';
import { findCompany, listCompanies } from '../db/companies.ts';
import { findConnection, listConnections } from '../db/connections.ts';
import { change, counted, notePerson, type Subject } from './change.ts';
import { companyNamed, connectionNamed } from './named.ts';

export function settingsHandlers(engine: Engine): HandlersOf<typeof settingsCalls> {
  const { ctx, db } = engine;

  const noted = (about: Subject, name: string, saved: Result<Saved>): Result<Saved> => {
    if (saved.ok && saved.value.changed.length > 0) {
      const { changed, replanned } = saved.value;
      notePerson(ctx, about, 'info', `changed the settings of ${name}: ${changed.join(', ')}.${replanned === 0 ? '' : ` ${counted(replanned, 'document')} planned anew.`}`);
    }
    return saved;
  };

  return {
    'settings.show': () => ok({
      fields: { company: COMPANY_FIELDS, connection: CONNECTION_FIELDS },
      companies: listCompanies(db).map(({ id, name, username, settings }) => ({ companyId: id, name, username, settings, changed: changedFrom(COMPANY_DEFAULTS, settings) })),
      connections: listConnections(db).map(({ id, companyId, name, kind, url, settings, sealedSecrets }) => ({
        connectionId: id, companyId, name, kind, url, settings, changed: changedFrom(CONNECTION_DEFAULTS, settings),
        secrets: Object.entries(sealedSecrets).map(([secret, sealed]) => ({ name: secret, isReadable: ctx.seal.open(sealed).ok })),
      })),
    }),

    'settings.save': ({ of, settings }) => {
      const saved = change(ctx, () => {
        if (of.kind === 'company') {
          const company = companyNamed(db, of.companyId);
          return company.ok ? noted({ companyId: of.companyId }, company.value.name, saveCompanySettings(ctx, company.value, settings)) : company;
        }
        const connection = connectionNamed(db, of.connectionId);
        if (!connection.ok) return connection;
        const { companyId, name } = connection.value;
        return noted({ companyId, connectionId: of.connectionId }, name, saveConnectionSettings(ctx, findCompany(db, companyId), connection.value, settings));
      });
      if (!saved.ok) return saved;
      if (saved.value.replanned > 0) ctx.emit({ kind: 'jobsChanged' });
      // What became due by it is routed at once.
      if (of.kind === 'company') {
        void engine.route(of.companyId);
        return saved;
      }
      const { companyId, lastPullAt } = findConnection(db, of.connectionId);
      void engine.route(companyId);
      // An earlier start day asks for the orders anew (act/saveSettings): whoever set it does not wait for the next pull, least of all before the preview.
      if (lastPullAt === null) void engine.clock.runNow({ kind: 'orders', connectionId: of.connectionId });
      return saved;
    },
  };
}

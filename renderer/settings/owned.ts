/** The settings of every company and shop, ready for forms. */
import type { Output } from '../../src/contract/contract.ts';
import type { Owned } from './drafts.ts';

type Shown = Output<'settings.show'>;

export function ownedByCompany({ fields, companies }: Shown): readonly Owned[] {
  return companies.map(({ companyId, name, settings }) => ({ owner: { kind: 'company', companyId }, companyId, label: name, fields: fields.company, values: { ...settings } }));
}

export function ownedByStore({ fields, connections }: Shown): readonly Owned[] {
  return connections.map(({ connectionId, companyId, name, settings }) => ({
    owner: { kind: 'connection', connectionId }, companyId, label: name, fields: fields.connection, values: { ...settings },
  }));
}

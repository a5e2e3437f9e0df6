/** What the wizard still has to do, from the database alone. */
import type { z } from 'zod';
import type { setupCalls, SetupStep } from '../../contract/calls/setup.ts';
import type { Instant } from '../../domain/calendar.ts';
import { listCompanies, type CompanyRow } from '../db/companies.ts';
import { listConnections, type ConnectionRow } from '../db/connections.ts';
import type { Db } from '../db/open.ts';
import { chosenAt } from '../db/setupChanges.ts';
import { mayApprove } from './companies.ts';

type State = z.input<(typeof setupCalls)['setup.state']['output']>;
type CompanyState = State['companies'][number];

export function setupState(db: Db, now: Instant): State {
  const companies = listCompanies(db).map((company) => stateOf(db, company));
  return { now, companies, connections: companies.reduce((sum, company) => sum + company.connections.length, 0) };
}

function stateOf(db: Db, company: CompanyRow): CompanyState {
  const shops = listConnections(db, company.id).map((shop) => ({ ...shop, connectionId: shop.id, hasChoices: !company.isHeld || chosenAt(db, shop.id) !== null }));
  const missing = missingFor(company, shops);
  const { id, name, username, lastPollAt, state, candidate, identity, problem, isHeld, lastSweepAt } = company;
  return {
    companyId: id, name, username, next: missing[0] ?? 'ready', missing, connections: shops, lastPollAt, state, candidate, identity, problem, mayApprove: mayApprove(company),
    itemsRead: lastSweepAt !== null, isHeld,
  };
}

/** In the wizard's order. */
function missingFor(company: CompanyRow, shops: readonly (ConnectionRow & { readonly hasChoices: boolean })[]): readonly SetupStep[] {
  const missing: SetupStep[] = [];
  if (shops.length === 0) missing.push('connection');
  if (company.lastPollAt === null) missing.push('firstPoll');
  if (company.state !== 'approved') missing.push('confirm');
  if (shops.length === 0 ? company.isHeld : shops.some((shop) => !shop.hasChoices)) missing.push('choices');
  if (company.isHeld) missing.push('preview');
  return missing;
}

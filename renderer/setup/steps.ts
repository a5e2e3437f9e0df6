/** The wizard's pages, and which of them a company has come to. */
import type { SetupStep } from '../../src/contract/calls/setup.ts';
import type { Output } from '../../src/contract/contract.ts';
import type { CompanyId } from '../../src/domain/ids.ts';

export const STEPS = ['store', 'company', 'webConnector', 'confirm', 'choices', 'preview'] as const;
export type Step = (typeof STEPS)[number];
/** `finished`: the page after the last. */
export type Place = Step | 'finished';

export type SetupState = Output<'setup.state'>;
export type SetupCompany = SetupState['companies'][number];

const PLACES: Readonly<Record<SetupStep, Place>> = {
  connection: 'store', firstPoll: 'webConnector', confirm: 'confirm', choices: 'choices', preview: 'preview', ready: 'finished',
};

/** The first page with something to do. */
export function placeOf(company: SetupCompany | null): Place {
  return company === null ? 'store' : PLACES[company.next];
}

/** How far one may go: all pages before what is still to do. Index in STEPS. */
export function reachOf(company: SetupCompany | null): number {
  const place = placeOf(company);
  return place === 'finished' ? STEPS.length - 1 : STEPS.indexOf(place);
}

/** Does the wizard stand in place of the window's first page? When there is no company yet, or one made here has not been let begin. */
export function wantsSetup({ companies }: SetupState): boolean {
  return companies.length === 0 || companies.some(isUnfinished);
}

function isUnfinished({ isHeld, next }: SetupCompany): boolean {
  return isHeld && next !== 'ready';
}

/** Whom the wizard is about: the company asked for, a new one (null), or the first that is not finished. */
export function companyFor({ companies }: SetupState, query: Readonly<Record<string, string>>): CompanyId | null {
  if ('new' in query) return null;
  const asked = companies.find(({ companyId }) => String(companyId) === query['company']);
  return (asked ?? companies.find(isUnfinished) ?? companies.find(({ next }) => next !== 'ready') ?? companies[0])?.companyId ?? null;
}

/** The name of the company that the other pages remind of; null: none is unfinished. */
export function unfinishedName({ companies }: SetupState): string | null {
  return companies.find(isUnfinished)?.name ?? null;
}

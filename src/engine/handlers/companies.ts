/** Answers the calls about companies. */
import type { companyCalls } from '../../contract/calls/companies.ts';
import type { HandlersOf } from '../../contract/defineContract.ts';
import { problem } from '../../domain/problem.ts';
import { err, ok } from '../../domain/result.ts';
import type { Engine } from '../createEngine.ts';
import { listCompanies, setCompanyState, setSweep, sweepOf, type CompanyRow } from '../db/companies.ts';
import { listConnections } from '../db/connections.ts';
import { dismissStrays } from '../db/found.ts';
import { missingDocuments } from '../db/missing.ts';
import { nameOf } from '../session/writeOutcome.ts';
import { change, counted, notePerson } from './change.ts';
import { acceptMissing } from './guardChoice.ts';
import { companyNamed } from './named.ts';
import { companyFacts } from './statusFacts.ts';

/** Problems of the company guard that a person's word may end. Another file, or one without our mark, is never written to. */
const CHOICES: readonly string[] = ['confirmCompany', 'companyFileMoved', 'companyFileOlder'];

/** May a person approve the file that answered? */
export function mayApprove({ candidate, problem: why, fileId }: CompanyRow): boolean {
  return candidate !== null && why !== null && CHOICES.includes(why.code) && candidate.fileId.toUpperCase() === fileId.toUpperCase();
}

export function companyHandlers(engine: Engine): HandlersOf<typeof companyCalls> {
  const { ctx, db } = engine;
  return {
    'companies.list': () => ok({ companies: listCompanies(db).map((company) => ({ ...company, mayApprove: mayApprove(company) })) }),

    'companies.status': ({ companyId }) => {
      const company = companyNamed(db, companyId);
      return company.ok ? ok({ company: companyFacts(db, company.value) }) : company;
    },

    'companies.approve': ({ companyId, seen, enterAgain }) => {
      const approved = change(ctx, () => {
        const company = companyNamed(db, companyId);
        if (!company.ok) return company;
        const { candidate, problem: why } = company.value;
        if (candidate === null || why === null) return err(problem(
          'nothingToApprove',
          'No company file is waiting for your word.',
          'Run the Web Connector; the company file that answers is shown here.',
        ));
        if (!mayApprove(company.value)) return err(problem('mayNotApprove', why.what, why.todo));
        if (why.code !== seen.problem || candidate.name !== seen.name || candidate.path !== seen.path) {
          return err(problem('candidateChanged', `Something else has answered meanwhile: "${candidate.name}".`, 'Look at what is shown now, then decide.'));
        }
        const ignored = why.code === 'companyFileOlder' ? acceptMissing(ctx, companyId, enterAgain) : 0;
        setCompanyState(db, companyId, { state: 'approved', identity: candidate, candidate: null, problem: null });
        const older = ignored === 0
          ? ''
          : ` It is older than our records: ${counted(ignored, 'document')} posted earlier ${ignored === 1 ? 'is' : 'are'} missing in it and ${enterAgain ? 'will be entered again.' : 'wait for a decision each.'}`;
        notePerson(ctx, { companyId }, 'info', `approved the company file "${candidate.name}" (${candidate.path}).${older}`);
        return ok({ ignored });
      });
      if (approved.ok) ctx.emit({ kind: 'sessionChanged' });
      return approved;
    },

    'companies.missing': ({ companyId }) => {
      const company = companyNamed(db, companyId);
      if (!company.ok) return company;
      return ok({
        documents: missingDocuments(db, companyId).map((job) => ({
          jobId: job.id, name: nameOf(job), label: job.label, total: job.bookedTotal ?? job.expectedTotal,
          enteredAt: job.sentAt ?? job.createdAt,
        })),
      });
    },

    'companies.dismissStrays': ({ companyId }) => change(ctx, () => {
      const company = companyNamed(db, companyId);
      if (!company.ok) return company;
      const dismissed = dismissStrays(db, companyId);
      if (dismissed > 0) notePerson(ctx, { companyId }, 'info', `has looked at ${counted(dismissed, 'document')} that QuickBooks has and no shop has an order for.`);
      return ok({ dismissed });
    }),

    'companies.sweep': ({ companyId }) => change(ctx, () => {
      const company = companyNamed(db, companyId);
      if (!company.ok) return company;
      // One that is under way goes on from where it is: it reads every item all the same.
      const already = sweepOf(db, companyId) !== null;
      if (!already) setSweep(db, companyId, { phase: 'count', missed: 0 });
      notePerson(ctx, { companyId }, 'info', already ? 'asked for a sweep; one is due or under way already.' : 'asked for a sweep: the next session reads every item.');
      return ok({ already });
    }),

    'companies.sync': async ({ companyId }) => {
      const company = companyNamed(db, companyId);
      if (!company.ok) return company;
      notePerson(ctx, { companyId }, 'info', 'asked to synchronize now.');
      const connections = await Promise.all(listConnections(db, companyId).map(async ({ id, name }) => {
        const pulled = await engine.pull(id);
        const counts = pulled.ok ? pulled.value : { orders: 0, news: 0 };
        return { connectionId: id, name, ...counts, problem: pulled.ok ? null : pulled.error };
      }));
      await engine.route(companyId);
      return ok({ connections });
    },
  };
}

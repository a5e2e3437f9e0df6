/** What the desktop's tray and notifications show of the bridge, told when it has changed. */
import type { BridgeState } from '../../contract/host.ts';
import { SECOND } from '../../domain/calendar.ts';
import type { Engine } from '../createEngine.ts';
import { listCompanies } from '../db/companies.ts';
import { pollForecast } from '../handlers/pollForecast.ts';
import { statusFacts } from '../handlers/statusFacts.ts';

/** More than that in a tray helps nobody. */
const MOST_PROBLEMS = 50;
/** Events come in bursts; one look afterwards is enough. */
const CALM = SECOND;
/** Some things change without an event: a company that nobody polls. */
const ANYWAY = 30 * SECOND;

function bridgeState(engine: Engine): BridgeState {
  const { db } = engine;
  const facts = statusFacts(db);
  return {
    health: facts.health,
    problems: facts.problems.slice(0, MOST_PROBLEMS).map(({ about, companyId, connectionId, jobId, label, problem }) => ({
      key: [about, companyId ?? '', connectionId ?? '', jobId ?? '', label, problem.code].join(' '), label, problem,
    })),
    companies: listCompanies(db).map((company) => ({
      name: company.name, lastPollAt: company.lastPollAt, overdueAt: pollForecast(engine, company).overdueAt, approved: company.state === 'approved',
    })),
  };
}

/** Tells the state now, and again whenever it differs from what was told last. Returns how to stop. */
export function watchState(engine: Engine, tell: (state: BridgeState) => void): () => void {
  let told = '';
  let timer: NodeJS.Timeout | null = null;
  const look = (): void => {
    timer = null;
    const state = bridgeState(engine);
    const text = JSON.stringify(state);
    if (text === told) return;
    told = text;
    tell(state);
  };
  look();
  const unsubscribe = engine.on(() => { timer ??= setTimeout(look, CALM); });
  const regularly = setInterval(look, ANYWAY);
  return () => {
    unsubscribe();
    clearInterval(regularly);
    if (timer !== null) clearTimeout(timer);
  };
}

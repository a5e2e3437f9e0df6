/** The bundle for support: what somebody far away needs to see, without secrets and without people. */
import { maskPeople, maskQuoted } from '../../decide/maskPeople.ts';
import { formatUtc, type Instant } from '../../domain/calendar.ts';
import { formatDecimal, type Decimal } from '../../domain/decimal.ts';
import { COMPANY_DEFAULTS, CONNECTION_DEFAULTS } from '../../domain/settings.ts';
import { changedFrom } from '../act/saveSettings.ts';
import type { Engine } from '../createEngine.ts';
import { countRows } from '../db/counts.ts';
import { listCompanies } from '../db/companies.ts';
import { listConnections } from '../db/connections.ts';
import { countJobs } from '../db/jobs.ts';
import { readLog, type PlacedLogLine } from '../db/log.ts';
import { countUpdates } from '../db/updates.ts';
import type { Finding } from '../doctor/finding.ts';
import { keptPort } from '../host/keptPort.ts';
import { peopleOfOrders, secretsOf } from './rawText.ts';
import { statusFacts } from './statusFacts.ts';

const MOST_LINES = 500;

export type Bundle = { readonly text: string; readonly lines: number };

export function makeBundle(engine: Engine, findings: readonly Finding[]): Bundle {
  const { db, ctx, folder, version } = engine;
  const lines = readLog(db, { limit: MOST_LINES });
  const people = peopleOfOrders(db, lines.flatMap((line) => (line.order === null ? [] : [line.order])));
  const facts = statusFacts(db);
  const content = {
    about: {
      program: 'Stockbridge', version, at: stamp(ctx.now()), zone: ctx.zone, node: process.versions.node,
      electron: process.versions['electron'] ?? null, platform: `${process.platform} ${process.arch}`, folder,
      port: keptPort(folder),
    },
    findings, health: facts.health, problems: facts.problems, counts: countRows(db),
    companies: listCompanies(db).map(({ id, name, state, isHeld, identity, problem, settings, itemCursor, lastSweepAt, lastPollAt }) => ({
      id, name, state, isHeld, companyFile: identity, problem, jobs: countJobs(db, id), settingsChanged: only(settings, changedFrom(COMPANY_DEFAULTS, settings)),
      itemCursor: stamp(itemCursor), lastSweepAt: stamp(lastSweepAt), lastPollAt: stamp(lastPollAt), lastSession: facts.companies.find((one) => one.id === id)?.lastSession ?? null,
    })),
    shops: listConnections(db).map(({ id, companyId, name, kind, url, settings, createdAt, lastPullAt, lastListingsAt, problem, orderCursor }) => ({
      id, companyId, name, kind, url, problem, updates: countUpdates(db, id), settingsChanged: only(settings, changedFrom(CONNECTION_DEFAULTS, settings)),
      createdAt: stamp(createdAt), lastPullAt: stamp(lastPullAt), lastListingsAt: stamp(lastListingsAt), orderCursor,
    })),
    log: lines.map((line) => logText(line)),
  };
  return { text: `${secretsOf(engine).redact(maskPeople(JSON.stringify(content, null, 1), people.map(inJson)))}\n`, lines: lines.length };
}

function logText(line: PlacedLogLine): string {
  const { at, companyId, connectionId, sku, order, outcome, quickbooksQuantity, sentQuantity, storeQuantity, route, exchangeId } = line;
  const number = (label: string, quantity: Decimal | null): string => (quantity === null ? '' : `${label} ${formatDecimal(quantity)}`);
  const parts = [
    stamp(at) ?? '', `company ${String(companyId ?? '-')}`, `shop ${String(connectionId ?? '-')}`, outcome,
    sku === null ? '' : `SKU ${sku}`, order === null ? '' : `order ${order}`,
    number('QuickBooks', quickbooksQuantity), number('sent', sentQuantity), number('shop', storeQuantity), route ?? '', exchangeId === null ? '' : `exchange ${String(exchangeId)}`,
    outcome === 'cut' ? maskQuoted(line.text) : line.text,
  ];
  return parts.filter((part) => part !== '').join(' | ');
}

/** As it stands in a JSON text. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function only(settings: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => names.includes(name)));
}

function stamp(at: Instant | null): string | null {
  return at === null ? null : formatUtc(at);
}

/** Changes settings of a company or a shop that a person named; all or nothing, with a line in the sync log. */
import type { z } from 'zod';
import { companySettings, connectionSettings } from '../../contract/provisioning.ts';
import { settingsProblem } from '../../decide/settingsProblem.ts';
import { startDay } from '../../decide/acceptOrder.ts';
import { isZone, type Instant } from '../../domain/calendar.ts';
import type { ConnectionId } from '../../domain/ids.ts';
import { problem, type Problem } from '../../domain/problem.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { COMPANY_FIELDS, CONNECTION_FIELDS, type SettingField } from '../../domain/settingFields.ts';
import { COMPANY_DEFAULTS, CONNECTION_DEFAULTS } from '../../domain/settings.ts';
import type { CompanyRow } from '../db/companies.ts';
import { findConnection, listConnections, type ConnectionRow } from '../db/connections.ts';
import { markConnectionDue } from '../db/due.ts';
import { nextSequence } from '../db/sequence.ts';
import { forgetOrderCursor, setCompanySettings, setConnectionSettings } from '../db/setupChanges.ts';
import type { Context } from '../ports.ts';
import type { Db } from '../db/open.ts';
import { jobsIn, moveJob } from '../db/jobs.ts';
import { listReads } from '../db/lists.ts';
import { mappingFaults, mappingProblem, mappingsOf, unseenItems } from './checkMappings.ts';
import { replanConnection } from './replan.ts';

export type Saved = {
  /** Names whose value is another now. */
  readonly changed: readonly string[];
  readonly replanned: number;
  /** Names that QuickBooks did not have when its lists were last read. */
  readonly warnings: readonly Problem[];
};

/** Documents parked at once that a changed setting may cure. */
const MOST_PARKED = 10_000;

type Patch = Readonly<Record<string, unknown>>;

/** Names of the settings that are not as the program would have them. */
export function changedFrom(defaults: object, settings: object): readonly string[] {
  const before = defaults as Patch;
  return Object.entries(settings).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])).map(([name]) => name);
}

/** Runs inside the caller's transaction. Error: `badSetting`. */
export function saveCompanySettings({ db }: Pick<Context, 'db'>, company: CompanyRow, patch: Patch): Result<Saved> {
  const merged = merge(companySettings, COMPANY_DEFAULTS, COMPANY_FIELDS, company.settings, patch);
  if (!merged.ok) return merged;
  const changed = changedFrom(company.settings, merged.value);
  setCompanySettings(db, company.id, pick(merged.value, changedFrom(COMPANY_DEFAULTS, merged.value)));
  return ok({ changed, replanned: 0, warnings: [] });
}

/** Runs inside the caller's transaction. Errors: `badSetting`, `availabilityTooSimple`. */
export function saveConnectionSettings(ctx: Pick<Context, 'db' | 'now' | 'zone'>, company: CompanyRow, connection: ConnectionRow, patch: Patch): Result<Saved> {
  const { db } = ctx;
  const merged = merge(connectionSettings, CONNECTION_DEFAULTS, CONNECTION_FIELDS, connection.settings, patch);
  if (!merged.ok) return merged;
  const contradiction = settingsProblem(merged.value);
  if (contradiction !== null) return err(contradiction);
  const changed = changedFrom(connection.settings, merged.value);
  const at = ctx.now();
  setConnectionSettings(db, connection.id, pick(merged.value, changedFrom(CONNECTION_DEFAULTS, merged.value)), at);
  const moves = CONNECTION_FIELDS.filter((field) => changed.includes(field.name));
  const after = findConnection(db, connection.id);
  const zone = isZone(company.settings.timeZone) ? company.settings.timeZone : ctx.zone;
  // What was sold before the cursor's page is asked for again only if the orders are read from their start.
  if (startDay(after.settings, after.createdAt, zone) < startDay(connection.settings, connection.createdAt, zone)) forgetOrderCursor(db, connection.id);
  // Lines of every shop fed from the same item count, so every shop's numbers may be others.
  if (moves.some((field) => field.movesStock)) for (const { id } of listConnections(db, company.id)) markConnectionDue(db, id);
  const replanned = moves.some((field) => field.movesDocuments || field.name === 'customer')
    ? replanConnection({ db, company, connection: after, zone, at, sequence: nextSequence(db) }, connection.settings) : 0;
  retryParked(db, company, connection.id, changed, at);
  return ok({ changed, replanned, warnings: mappingWarnings(db, company, after) });
}

/** What was parked on account of a setting that is another now is planned anew; what has ever left is a person's to retry. */
function retryParked(db: Db, company: CompanyRow, connectionId: ConnectionId, changed: readonly string[], at: Instant): void {
  for (const job of jobsIn(db, company.id, 'needsAttention', MOST_PARKED)) {
    const setting = job.problem?.field?.split('.')[0];
    if (job.connectionId === connectionId && !job.everSent && setting !== undefined && changed.includes(setting)) moveJob(db, job, 'waiting', at, { problem: null });
  }
}

/** Not a refusal: the lists may be a day old, and what is missing may just have been added. The session looks once more before it parks an order. */
function mappingWarnings(db: Db, company: CompanyRow, { settings }: ConnectionRow): readonly Problem[] {
  const mappings = mappingsOf(settings, company.identity?.salesTaxOn ?? false);
  const faults = mappingFaults(db, company.id, mappings);
  const hasItems = listReads(db, company.id).some((read) => read.problem === null);
  const items = hasItems ? unseenItems(db, company.id, mappings).map((mapping) => ({ mapping, fault: 'missing' as const })) : [];
  // Items that were never set by anybody are missing in many company files, and looked up only when an order needs them.
  const chosen = items.filter(({ mapping }) => JSON.stringify(settings[mapping.setting]) !== JSON.stringify(CONNECTION_DEFAULTS[mapping.setting]));
  return [...faults, ...chosen].map(mappingProblem);
}

/** The settings as they would be; null in the patch is the default. The problem names the first setting that is not right, never its value. */
function merge<T extends object>(schema: z.ZodType<object>, defaults: T, fields: readonly SettingField[], now: T, patch: Patch): Result<T> {
  const wanted = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== null));
  const read = schema.safeParse(wanted);
  if (!read.success) {
    const [issue] = read.error.issues;
    const name = issue?.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : (issue?.path.map(String).join('.') ?? '');
    return err(badSetting(name, fields.find((field) => field.name === name.split('.')[0]), issue?.message ?? ''));
  }
  const known = defaults as Patch;
  const reset = Object.entries(patch).filter(([, value]) => value === null).map(([name]) => name);
  const stranger = reset.find((name) => !Object.hasOwn(known, name));
  if (stranger !== undefined) return err(badSetting(stranger, undefined, ''));
  return ok({ ...now, ...Object.fromEntries(reset.map((name) => [name, known[name]])), ...read.data });
}

function badSetting(name: string, field: SettingField | undefined, words: string): ReturnType<typeof problem> {
  const shown = name.slice(0, 100);
  if (field === undefined) return problem('badSetting', `There is no setting "${shown}".`, 'Reload the window; it may be older or newer than the engine.', { field: shown });
  const bounds = field.least === null || field.most === null ? '' : ` It goes from ${String(field.least)} to ${String(field.most)}${field.unit === '' ? '' : ` ${field.unit}`}.`;
  const length = field.least === null && field.most !== null ? ` It has at most ${String(field.most)} characters.` : '';
  return problem(
    'badSetting',
    `"${field.label}" cannot be set to that.${bounds}${length}`,
    'Correct it and save again; nothing was changed.',
    { field: shown, ...(words === '' ? {} : { detail: words }) },
  );
}

function pick<T extends object>(settings: T, names: readonly string[]): Partial<T> {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => names.includes(name))) as Partial<T>;
}

/** How the bridge is doing, in one headline: the gravest thing that is true of any company. */
import { later, MINUTE, type Instant } from '../domain/calendar.ts';
import type { CompanyState } from '../domain/company.ts';

/** good: nothing to do. attention: work goes on. stopped: nothing is written until a person acts. starting: waiting for a first time. */
export type Tone = 'good' | 'attention' | 'stopped' | 'starting';

export const HEALTH_REASONS = ['noCompany', 'stopped', 'confirm', 'notPolling', 'shopDown', 'needsYou', 'firstPoll', 'slept', 'started', 'sending', 'good'] as const;
export type HealthReason = (typeof HEALTH_REASONS)[number];

export type CompanyHealth = {
  readonly name: string;
  readonly state: CompanyState;
  readonly poll: PollForecast;
  /** Names of shops that cannot be reached or signed in to. */
  readonly shopsDown: readonly string[];
  /** Documents, held runs, failed updates and unreadable orders that wait for a person. */
  readonly waiting: number;
  /** Stock numbers that have still to go out. */
  readonly sending: number;
};

/** `label`: the company or shop it is about, empty where it is about all. `count`: what waits for a person, or has still to go out. */
export type Headline = { readonly tone: Tone; readonly reason: HealthReason; readonly label: string; readonly count: number };

const TONES: Readonly<Record<HealthReason, Tone>> = {
  noCompany: 'starting', stopped: 'stopped', confirm: 'stopped', notPolling: 'attention', shopDown: 'attention', needsYou: 'attention', firstPoll: 'starting',
  slept: 'starting', started: 'starting', sending: 'good', good: 'good',
};

/** `others`: what waits for a person and belongs to no company. */
export function judgeHealth(companies: readonly CompanyHealth[], others = 0): Headline {
  const waiting = others + sum(companies.map((company) => company.waiting));
  const sending = sum(companies.map((company) => company.sending));
  const headline = (reason: HealthReason, label: string, count = 0): Headline => ({ tone: TONES[reason], reason, label, count });
  const first = (holds: (company: CompanyHealth) => boolean): CompanyHealth | undefined => companies.find(holds);

  if (companies.length === 0) return headline('noCompany', '');
  const stopped = first((company) => company.state === 'stopped');
  if (stopped !== undefined) return headline('stopped', stopped.name, waiting);
  const unconfirmed = first((company) => company.state === 'confirm');
  if (unconfirmed !== undefined) return headline('confirm', unconfirmed.name, waiting);
  const silent = first((company) => company.poll.isOverdue);
  if (silent !== undefined) return headline('notPolling', silent.name, waiting);
  const [down] = companies.flatMap((company) => company.shopsDown);
  if (down !== undefined) return headline('shopDown', down, waiting);
  if (waiting > 0) return headline('needsYou', '', waiting);
  const unpolled = first((company) => company.state === 'unknown');
  if (unpolled !== undefined) return headline('firstPoll', unpolled.name);
  for (const { name, poll } of companies) if (poll.awaited !== null) return headline(poll.awaited, name);
  return sending > 0 ? headline('sending', '', sending) : headline('good', '');
}

/** When the Web Connector is expected to call again, and from when its silence means something. Null: it never has called. */
export type PollForecast = {
  readonly nextAt: Instant | null;
  readonly overdueAt: Instant | null;
  readonly isOverdue: boolean;
  /** Its silence would mean something, had the PC not slept or this program not been started since: what to say until it has had time to call. */
  readonly awaited: AwakeCause | null;
};

export type AwakeCause = 'slept' | 'started';

/** What our .qwc files ask the Web Connector for; whoever runs it may have chosen another interval. */
const USUAL_INTERVAL = 5 * MINUTE;
/** Intervals it may miss, and time it may take, before that means anything: QuickBooks may have been busy with a report. */
const PATIENCE = 2;
const LEAST_PATIENCE = 10 * MINUTE;

/**
 * From its rhythm so far: the middle of the gaps between its last sessions, never less than a minute. `sessions`: when the last ones were opened, in any order.
 * `awake`: since when it could call, and why not before; patience begins then.
 */
export function forecastPoll(lastPollAt: Instant | null, sessions: readonly Instant[], now: Instant, awake: { readonly since: Instant; readonly cause: AwakeCause }): PollForecast {
  if (lastPollAt === null) return { nextAt: null, overdueAt: null, isOverdue: false, awaited: null };
  const interval = usualGap(sessions);
  const patience = interval + Math.max(LEAST_PATIENCE, PATIENCE * interval);
  const since = awake.since > lastPollAt ? awake.since : lastPollAt;
  const isOverdue = now > since + patience;
  return { nextAt: later(since, interval), overdueAt: later(lastPollAt, patience), isOverdue, awaited: !isOverdue && now > lastPollAt + patience ? awake.cause : null };
}

function usualGap(sessions: readonly Instant[]): number {
  const inOrder = [...sessions].sort((a, b) => a - b);
  const gaps = inOrder.slice(1).map((at, index) => at - (inOrder[index] ?? at)).sort((a, b) => a - b);
  const middle = gaps.length < 3 ? USUAL_INTERVAL : gaps[Math.floor((gaps.length - 1) / 2)] ?? USUAL_INTERVAL;
  return Math.max(MINUTE, middle);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

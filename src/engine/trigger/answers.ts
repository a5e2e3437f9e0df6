/** What the trigger answers in words, and the HTTP status that says the same to programs. */
import { assertNever } from '../../domain/brand.ts';
import { formatDecimal } from '../../domain/decimal.ts';
import type { Problem } from '../../domain/problem.ts';
import type { SkuSent } from '../work/sendSkus.ts';

export type TriggerAnswer = { readonly status: number; readonly text: string; readonly retryAfter?: number };

type Line = { readonly status: number; readonly text: string };

/** Seconds. */
const RETRY = 60;
/** The worst first: one answer has one status, whatever the shops said one by one. */
const WORST_FIRST: readonly number[] = [502, 503, 409, 202, 200];

/** One line for each shop; its name stands there where there are several. */
export function sentAnswer(sent: readonly SkuSent[]): TriggerAnswer {
  const isOne = new Set(sent.map(({ where }) => where.connectionId)).size === 1;
  const lines = sent.map((one) => lineOf(one, isOne ? '' : ` (${one.where.shop})`));
  const statuses = lines.map(({ status }) => status);
  // A shop that takes no stock numbers does not spoil the answer of one that did.
  const judged = statuses.includes(200) ? statuses.filter((status) => status !== SKIPPED) : statuses;
  const status = worstOf(judged.map((one) => (one === SKIPPED ? 409 : one)));
  return { status, text: lines.map(({ text }) => text).join('\n'), ...(status === 503 ? { retryAfter: RETRY } : {}) };
}

/** Stands for "there is no number for it" until all shops are heard. */
const SKIPPED = 0;

export function worstOf(statuses: readonly number[]): number {
  return WORST_FIRST.find((one) => statuses.includes(one)) ?? 200;
}

function lineOf({ where, result }: SkuSent, shop: string): Line {
  const name = `${where.sku}${shop}`;
  if (!result.ok) return { status: statusOf(result.error), text: `Not sent: ${name}. ${words(result.error)}` };
  const { kind, sent, answered, text } = result.value;
  const numbers = sent === null ? '' : ` ${formatDecimal(sent)}${answered === null ? '' : ` -> ${formatDecimal(answered)}`}`;
  switch (kind) {
    case 'confirmed': return { status: 200, text: `Success: ${where.sku}${numbers} confirmed${shop}` };
    case 'waits': return { status: 202, text: `Waits: ${name}${numbers}. ${text}` };
    case 'held': return { status: 409, text: `Held: ${name}. ${text}` };
    case 'skipped': return { status: SKIPPED, text: `Not sent: ${name}. ${text}` };
    case 'failed': return { status: 502, text: `Failed: ${name}${numbers}. ${text}` };
    default: return assertNever(kind);
  }
}

/** What a person has to change is 409, what passes by itself 503, and what the shop did 502. */
function statusOf({ code }: Problem): number {
  if (code === 'companyHeld' || code === 'taskPaused' || code === 'zeroBrake') return 409;
  return code === 'shopResting' || code === 'stopped' ? 503 : 502;
}

function words({ what, todo }: Problem): string {
  return `${what} ${todo}`;
}

export function unknownSku(sku: string, near: readonly string[]): TriggerAnswer {
  const hint = near.length === 0 ? 'Give it as the shop spells it.' : `Did you mean ${near.join(' or ')}?`;
  return { status: 404, text: `Unknown SKU: no shop sells "${sku}". ${hint}` };
}

export type Drained = { readonly shop: string; readonly waited: number; readonly confirmed: number; readonly left: number; readonly problem: Problem | null };

/** One line for each shop. */
export function drainedAnswer(shops: readonly Drained[]): TriggerAnswer {
  const lines = shops.map(({ shop, waited, confirmed, left, problem }): Line => {
    const name = shops.length === 1 ? '' : ` (${shop})`;
    const counts = `${String(waited)} pending, ${String(confirmed)} confirmed, ${String(left)} to go`;
    if (problem !== null && left > 0) return { status: statusOf(problem), text: `Not all sent${name}: ${counts}. ${words(problem)}` };
    return left > 0 ? { status: 202, text: `Under way${name}: ${counts}. The rest goes on by itself.` } : { status: 200, text: `Success${name}: ${counts}` };
  });
  const status = worstOf(lines.map((line) => line.status));
  return { status, text: lines.map(({ text }) => text).join('\n'), ...(status === 503 ? { retryAfter: RETRY } : {}) };
}

export const STILL_UNDER_WAY: TriggerAnswer = { status: 202, text: 'Under way: the shop has not answered yet. It goes on by itself; ask again, or look in the sync log.' };
export const NO_SHOP: TriggerAnswer = { status: 404, text: 'No shop is connected yet.' };
export const noSuchShop = (name: string): TriggerAnswer => ({ status: 404, text: `There is no shop "${name}". Give its name as the settings show it, or leave it out.` });
export const NOTHING_ASKED: TriggerAnswer = { status: 400, text: 'Say what to send: /trigger?sku=WINE-RED for one SKU, or /trigger?pending for all that waits.' };

export const REFUSED = {
  host: { status: 403, text: 'This address answers only to localhost, 127.0.0.1 and [::1] with its own port.' },
  page: { status: 403, text: 'This address does not answer web pages. Call it from a program, or type it into the address bar.' },
  method: { status: 405, text: 'Only GET and POST are answered here.' },
  body: { status: 413, text: 'Send no body: what is wanted stands in the address.' },
  noKey: { status: 401, text: 'The key is missing. Send it as "Authorization: Bearer KEY", or as key=KEY in the address.' },
  wrongKey: { status: 401, text: 'The key is wrong, or a new one has been made since. A new one is made under Tasks.' },
  wrongKeys: { status: 429, text: 'Too many wrong keys. Try again in a minute.', retryAfter: RETRY },
  fault: { status: 500, text: 'Stockbridge met an unexpected fault and changed nothing. If it happens again, send the diagnostics to support.' },
} as const satisfies Readonly<Record<string, TriggerAnswer>>;

export function tooOften(most: number, seconds: number): TriggerAnswer {
  return {
    status: 429,
    text: `More than ${String(most)} calls in a minute. Try again in ${String(seconds)} ${seconds === 1 ? 'second' : 'seconds'}; all that waits is sent with one call, /trigger?pending.`,
    retryAfter: seconds,
  };
}

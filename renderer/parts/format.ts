/** Numbers, money, quantities and times as the reader's own system writes them. */
import { formatDecimal, type Decimal } from '../../src/domain/decimal.ts';
import type { Cents } from '../../src/domain/money.ts';

/** Made when it is needed first: the first of a page takes Chromium 15 to 20 ms of the processor, as long as drawing a list. */
function late<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const whole = late(() => new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 }));
const amount = late(() => new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 }));
const clock = late(() => new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }));
const dayAndClock = late(() => new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' }));
const all = late(() => new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' }));
const day = late(() => new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }));

/** Where numbers are grouped by thousands with a comma, there is no need to ask the system's tables while the first page waits. */
const WITH_COMMAS = /^en(-(US|GB|CA|AU|NZ|IE))?$/;

/** `12,345` */
export function formatCount(count: number): string {
  if (Number.isInteger(count) && WITH_COMMAS.test(navigator.language)) return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
  return whole().format(count);
}

/** `1,234.50`; the currency is the shop's and stands beside it where there may be several. */
export function formatMoney(cents: Cents): string {
  return amount().format(cents / 100);
}

/** `12`, `0.5`; a dash for none. */
export function formatQuantity(quantity: Decimal | null): string {
  return quantity === null ? '–' : formatDecimal(quantity);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `14:23` today, `Nov 20, 14:23` before or after. Written without the system's tables where most readers are: the sync log's first page is full of them. */
export function formatMoment(at: number, now: number): string {
  if (navigator.language === 'en-US') {
    const moment = new Date(at);
    const time = `${String(moment.getHours() % 12 || 12)}:${String(moment.getMinutes()).padStart(2, '0')} ${moment.getHours() < 12 ? 'AM' : 'PM'}`;
    return moment.toDateString() === new Date(now).toDateString() ? time : `${MONTHS[moment.getMonth()] ?? ''} ${String(moment.getDate())}, ${time}`;
  }
  return new Date(at).toDateString() === new Date(now).toDateString() ? clock().format(at) : dayAndClock().format(at);
}

/** Everything, for a tool tip. */
export function formatFully(at: number): string {
  return all().format(at);
}

/** `2026-11-21` as the reader writes days; what is no day comes back as it is. */
export function formatDay(text: string): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return text;
  const at = new Date(Number(year), Number(month) - 1, Number(date));
  // The 31st of February is no day: it would come out as another.
  return at.getMonth() === Number(month) - 1 && at.getDate() === Number(date) ? day().format(at) : text;
}

/** The engine's days inside a sentence, the same way. Left alone: order numbers and times that hold one, and what says how to type a day (`as 2026-11-21`). */
export function withDays(sentence: string): string {
  return sentence.replace(/(?<![\w"#/.-]|\bas )\d{4}-\d{2}-\d{2}(?![\w"/-]|\.\w)/g, formatDay);
}

const STEPS: readonly (readonly [string, number])[] = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000]];

/** `3 minutes ago`, `in 2 hours`, `yesterday`; below a minute null: the caller has a word for that. In the language of the sentences around it. */
export function formatDistance(at: number, now: number): string | null {
  const [unit, length] = STEPS.find((step) => Math.abs(at - now) >= step[1]) ?? ['', 1];
  const count = Math.trunc(Math.abs(at - now) / length);
  if (unit === '') return null;
  if (unit === 'day' && count === 1) return at < now ? 'yesterday' : 'tomorrow';
  const words = `${formatCount(count)} ${unit}${count === 1 ? '' : 's'}`;
  return at < now ? `${words} ago` : `in ${words}`;
}

/** `45 s`, `13 min`, `2 h 5 min` */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${whole().format(Math.ceil(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${whole().format(minutes)} min`;
  return `${whole().format(Math.floor(minutes / 60))} h ${whole().format(minutes % 60)} min`;
}

/** Between a setting's value and what its form holds: texts as typed until they make sense, and a sentence when they do not. */
import type { SettingField } from '../../src/domain/settingFields.ts';
import type { DocumentRule } from '../../src/domain/settings.ts';
import { SETTINGS_WORDS as WORDS } from './words.ts';

/** One row of a list of pairs. */
export type Pair = { readonly name: string; readonly value: string };
/** A choice that has texts of its own: customer, tax. */
export type Mode = { readonly mode: string; readonly texts: Readonly<Record<string, string>> };
/** What an input holds. Numbers, days and lists are texts while they are typed. */
export type Raw = string | boolean | readonly Pair[] | Mode;
/** `message`: why it cannot be saved. */
export type Reading = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

/** The texts each mode asks for, with their greatest length (provisioning.ts). */
export const MODE_TEXTS: Readonly<Record<string, readonly { readonly name: string; readonly most: number; readonly mayBeEmpty?: true }[]>> = {
  catchAll: [{ name: 'name', most: 41 }],
  storeExact: [{ name: 'zeroTaxItem', most: 31 }, { name: 'taxLineItem', most: 31 }],
  quickbooks: [{ name: 'taxItem', most: 31 }],
  creditCard: [{ name: 'account', most: 159, mayBeEmpty: true }],
  check: [{ name: 'account', most: 159, mayBeEmpty: true }],
  substitute: [{ name: 'item', most: 159 }],
  createNonInventory: [{ name: 'incomeAccount', most: 159 }],
  createService: [{ name: 'incomeAccount', most: 159 }],
  createInventory: [{ name: 'incomeAccount', most: 159 }, { name: 'cogsAccount', most: 159 }, { name: 'assetAccount', most: 159 }],
};
const LONGEST_STATUS = 40;
const LONGEST_METHOD = 31;
const RULE_KINDS = ['salesReceipt', 'invoice', 'salesOrder'] as const;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** What the input shows for a value. */
export function rawOf(field: SettingField, value: unknown): Raw {
  switch (field.kind) {
    case 'yesNo': return value === true;
    case 'days': return Array.isArray(value) ? value.map(textOf).join(',') : '';
    case 'words': return !Array.isArray(value) ? '' : isOrdered(field) ? value.map((one) => splitChoice(textOf(one))) : value.map(textOf).join(', ');
    case 'pairs': return isRecord(value) ? Object.entries(value).map(([name, one]) => ({ name, value: textOf(one) })) : [];
    case 'rules': return Array.isArray(value) ? (value as readonly DocumentRule[]).map(rulePair) : [];
    case 'customer':
    case 'tax':
    case 'mode': {
      const record = isRecord(value) ? value : {};
      return { mode: textOf(record['mode']), texts: Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'mode').map(([name, text]) => [name, textOf(text)])) };
    }
    case 'whole':
    case 'number':
    case 'text':
    case 'day':
    case 'time':
    case 'zone':
    case 'source':
    case 'choice': return textOf(value);
  }
}

/** Checks what is typed as the engine will: range, length, form. */
export function readRaw(field: SettingField, raw: Raw): Reading {
  switch (field.kind) {
    case 'yesNo': return good(raw === true);
    case 'whole':
    case 'number': return readNumber(field, textOf(raw).trim().replace(',', '.'));
    case 'text':
    case 'zone': return readText(textOf(raw).trim(), field.most);
    case 'day': return good(raw === '' ? null : raw);
    case 'choice': return good(raw);
    case 'time': return readTime(textOf(raw).trim());
    case 'days': return readDays(field, daysOf(raw));
    case 'source': return good(textOf(raw).trim() === '' ? 'none' : textOf(raw).trim());
    case 'words': return isOrdered(field)
      ? readOrdered(Array.isArray(raw) ? (raw as readonly Pair[]) : [])
      : readWords(textOf(raw), field.most ?? LONGEST_STATUS, Array.isArray(field.default) && field.default.length === 0);
    case 'pairs': return Array.isArray(raw) ? readPairs(raw as readonly Pair[], field.most ?? LONGEST_METHOD) : bad(WORDS.bad.pairs);
    case 'rules': return Array.isArray(raw) ? readRules(raw as readonly Pair[]) : bad(WORDS.bad.pairs);
    case 'customer':
    case 'mode':
    case 'tax': return isMode(raw) ? readMode(raw) : bad(WORDS.bad.missing);
  }
}

/** Some of a few choices, in an order, instead of a list of any texts. Its pairs: the choice, and its name where it takes one. */
export function isOrdered({ kind, choices }: SettingField): boolean {
  return kind === 'words' && choices.length > 0;
}

/** `customField:` stands for any custom field and wants its name. */
export function takesName(choice: string): boolean {
  return choice.endsWith(':');
}

function splitChoice(text: string): Pair {
  const end = text.indexOf(':') + 1;
  return end === 0 ? { name: text, value: '' } : { name: text.slice(0, end), value: text.slice(end) };
}

function readOrdered(pairs: readonly Pair[]): Reading {
  if (pairs.length === 0) return bad(WORDS.bad.noneChosen);
  if (pairs.some(({ name, value }) => takesName(name) && value.trim() === '')) return bad(WORDS.bad.noFieldName);
  const values = pairs.map(({ name, value }) => `${name}${value.trim()}`);
  return new Set(values).size < values.length ? bad(WORDS.bad.chosenTwice) : good(values);
}

export function isMode(raw: Raw): raw is Mode {
  return isRecord(raw) && 'mode' in raw;
}

function good(value: unknown): Reading {
  return { ok: true, value };
}

function bad(message: string): Reading {
  return { ok: false, message };
}

/** The days that are ticked, as `mon,tue`. */
export function daysOf(raw: Raw): readonly string[] {
  return textOf(raw).split(',').filter((day) => day !== '');
}

function readDays({ choices }: SettingField, ticked: readonly string[]): Reading {
  const days = choices.map(({ value }) => value).filter((day) => ticked.includes(day));
  return days.length === 0 ? bad(WORDS.bad.noneChosen) : good(days);
}

function readTime(text: string): Reading {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  if (text === '') return good('');
  return hours === undefined || minutes === undefined || Number(hours) > 23 || Number(minutes) > 59 ? bad(WORDS.bad.time) : good(`${hours.padStart(2, '0')}:${minutes}`);
}

function readNumber({ kind, least, most }: SettingField, text: string): Reading {
  const value = Number(text);
  const isNumber = text !== '' && Number.isFinite(value) && (kind === 'number' || Number.isInteger(value));
  const isInside = (least === null || value >= least) && (most === null || value <= most);
  return isNumber && isInside ? good(value) : bad(WORDS.bad.number(kind === 'whole', least, most));
}

function readText(text: string, most: number | null): Reading {
  return most !== null && [...text].length > most ? bad(WORDS.bad.long(most)) : good(text);
}

function readWords(text: string, most: number, mayBeEmpty: boolean): Reading {
  const words = [...new Set(text.split(',').map((word) => word.trim()).filter((word) => word !== ''))];
  if (words.length === 0 && !mayBeEmpty) return bad(WORDS.bad.words);
  return words.some((word) => word.length > most) ? bad(WORDS.bad.long(most)) : good(words);
}

function readPairs(pairs: readonly Pair[], most: number): Reading {
  const trimmed = pairs.map(({ name, value }) => ({ name: name.trim(), value: value.trim() })).filter(({ name, value }) => name !== '' || value !== '');
  if (trimmed.some(({ name, value }) => name === '' || value === '')) return bad(WORDS.bad.pairs);
  if (new Set(trimmed.map(({ name }) => name)).size < trimmed.length) return bad(WORDS.bad.twice);
  if (trimmed.some(({ value }) => value.length > most)) return bad(WORDS.bad.long(most));
  return good(Object.fromEntries(trimmed.map(({ name, value }) => [name, value])));
}

/** A rule as a line: `paid: stripe, paypal` and `salesReceipt`. */
function rulePair({ when, kind }: DocumentRule): Pair {
  const condition = when.paid === undefined ? 'any' : when.paid ? 'paid' : 'unpaid';
  return { name: when.methods === undefined ? condition : `${condition}: ${when.methods.join(', ')}`, value: kind };
}

function readRules(pairs: readonly Pair[]): Reading {
  const rules: DocumentRule[] = [];
  for (const { name, value } of pairs) {
    if (name.trim() === '' && value.trim() === '') continue;
    const condition = /^(paid|unpaid|any)(?::(.*))?$/i.exec(name.trim());
    const kind = RULE_KINDS.find((one) => one.toLowerCase() === value.replace(/\s/g, '').toLowerCase());
    if (condition === null || kind === undefined) return bad(WORDS.bad.rule);
    const methods = (condition[2] ?? '').split(',').map((method) => method.trim()).filter((method) => method !== '');
    const paid = condition[1]?.toLowerCase();
    rules.push({ when: { ...(paid === 'any' ? {} : { paid: paid === 'paid' }), ...(methods.length === 0 ? {} : { methods }) }, kind });
  }
  return good(rules);
}

function readMode({ mode, texts }: Mode): Reading {
  const wanted = MODE_TEXTS[mode] ?? [];
  const read = wanted.map(({ name, most, mayBeEmpty }) => ({ name, most, mayBeEmpty, text: (texts[name] ?? '').trim() }));
  if (read.some(({ text, mayBeEmpty }) => text === '' && mayBeEmpty !== true)) return bad(WORDS.bad.missing);
  const long = read.find(({ text, most }) => [...text].length > most);
  return long === undefined ? good({ mode, ...Object.fromEntries(read.map(({ name, text }) => [name, text])) }) : bad(WORDS.bad.long(long.most));
}

/** Are these the same value? The order of names does not matter. */
export function sameValue(one: unknown, other: unknown): boolean {
  return written(one) === written(other);
}

function written(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (isRecord(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));
}

/** The default as a person reads it: `60 updates`, `Sales receipt`, `on`. */
export function describeDefault(field: SettingField): string {
  return describeRaw(field, rawOf(field, field.default));
}

/** The same for what a form holds. */
export function describeRaw(field: SettingField, raw: Raw): string {
  const { kind, choices, unit } = field;
  if (typeof raw === 'boolean') return raw ? WORDS.on : WORDS.off;
  if (kind === 'days') return describeDays(field, daysOf(raw));
  if (kind === 'time' && raw === '') return WORDS.noTime;
  if (kind === 'choice') return choices.find((choice) => choice.value === raw)?.label ?? textOf(raw);
  if (kind === 'zone' && raw === '') return WORDS.ownZone;
  if (kind === 'day' && raw === '') return WORDS.firstDay;
  if (typeof raw === 'string') return raw === '' ? WORDS.empty : unit === '' || kind === 'day' ? raw : `${raw} ${unit}`;
  if (isOrdered(field) && Array.isArray(raw)) return (raw as readonly Pair[])
    .map(({ name, value }) => `${choices.find((choice) => choice.value === name)?.label ?? name}${value === '' ? '' : ` ${value}`}`)
    .join(', ');
  if (!isMode(raw)) return WORDS.empty;
  const label = choices.find((choice) => choice.value === raw.mode)?.label ?? raw.mode;
  const texts = Object.values(raw.texts);
  return texts.length === 0 ? label : `${label} (${texts.join(', ')})`;
}

function describeDays({ choices }: SettingField, days: readonly string[]): string {
  const named = choices.filter(({ value }) => days.includes(value)).map(({ label }) => label);
  return named.length === choices.length ? WORDS.everyDay : named.join(', ');
}

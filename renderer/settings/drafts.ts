/** Changes that are typed and not saved yet; they outlive a look at another tab. */
import { useSyncExternalStore } from 'react';
import type { CompanyId, ConnectionId } from '../../src/domain/ids.ts';
import type { SettingField } from '../../src/domain/settingFields.ts';
import { rawOf, readRaw, sameValue, type Raw } from './fieldValue.ts';

export type Owner = { readonly kind: 'company'; readonly companyId: CompanyId } | { readonly kind: 'connection'; readonly connectionId: ConnectionId };
/** A company's or a shop's settings as they are stored, and the table that describes them. */
export type Owned = {
  readonly owner: Owner;
  readonly companyId: CompanyId;
  readonly label: string;
  readonly fields: readonly SettingField[];
  readonly values: Readonly<Record<string, unknown>>;
};
type Draft = { readonly raw: Raw; /** The engine's word on it, until it is changed. */ readonly refusal: string | null };
export type Drafts = ReadonlyMap<string, Draft>;

let drafts: Drafts = new Map();
const listeners = new Set<() => void>();

function replace(next: Drafts): void {
  drafts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

export function keyOf(owner: Owner, name: string): string {
  return `${owner.kind === 'company' ? `company ${String(owner.companyId)}` : `connection ${String(owner.connectionId)}`}/${name}`;
}

export function useDrafts(): Drafts {
  return useSyncExternalStore(subscribe, () => drafts);
}

export function setDraft(owner: Owner, name: string, raw: Raw): void {
  replace(new Map(drafts).set(keyOf(owner, name), { raw, refusal: null }));
}

export function refuseDraft(owner: Owner, field: SettingField, value: unknown, message: string): void {
  const key = keyOf(owner, field.name);
  replace(new Map(drafts).set(key, { raw: drafts.get(key)?.raw ?? rawOf(field, value), refusal: message }));
}

/** Forgets the named ones; without names all of them. */
export function forgetDrafts(keys?: readonly string[]): void {
  replace(keys === undefined ? new Map() : new Map([...drafts].filter(([key]) => !keys.includes(key))));
}

/** What the form shows for a setting, whether it differs from what is stored, and why it cannot be saved. */
export type FieldState = { readonly raw: Raw; readonly isChanged: boolean; readonly value: unknown; readonly message: string | null };

export function stateOf(all: Drafts, { owner, values }: Owned, field: SettingField): FieldState {
  const stored = values[field.name];
  const draft = all.get(keyOf(owner, field.name));
  if (draft === undefined) return { raw: rawOf(field, stored), isChanged: false, value: stored, message: null };
  const read = readRaw(field, draft.raw);
  if (!read.ok) return { raw: draft.raw, isChanged: true, value: stored, message: read.message };
  return { raw: draft.raw, isChanged: !sameValue(read.value, stored), value: read.value, message: draft.refusal };
}

export type Changes = { readonly owned: Owned; readonly settings: Readonly<Record<string, unknown>>; readonly count: number; readonly invalid: readonly SettingField[] };

/** What would be saved for one company or shop. */
export function changesOf(all: Drafts, owned: Owned): Changes {
  const states = owned.fields.map((field) => ({ field, state: stateOf(all, owned, field) })).filter(({ state }) => state.isChanged);
  const good = states.filter(({ field, state }) => readRaw(field, state.raw).ok);
  return {
    owned, count: states.length, settings: Object.fromEntries(good.map(({ field, state }) => [field.name, state.value])),
    invalid: states.filter(({ field, state }) => !readRaw(field, state.raw).ok).map(({ field }) => field),
  };
}

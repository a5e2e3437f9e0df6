/** A shop as it is typed, and its sign-in tried live. */
import { useCallback, useState } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import type { ConnectionId } from '../../src/domain/ids.ts';
import type { Problem } from '../../src/domain/problem.ts';
import type { Result } from '../../src/domain/result.ts';
import { useAction } from '../engine/useCall.ts';

export type StoreDraft = {
  /** Null: a new one. */
  readonly connectionId: ConnectionId | null;
  readonly kind: string;
  readonly url: string;
  readonly secrets: Readonly<Record<string, string>>;
  /** Empty until the shop has said its own. */
  readonly name: string;
};

export type SignedIn = Output<'setup.check'>;

/** What was typed when the shop answered: after another key stroke its answer no longer counts. */
function signOf({ kind, url, secrets }: StoreDraft): string {
  return JSON.stringify([kind, url.trim(), Object.entries(secrets).sort()]);
}

export type StoreCheck = {
  /** The shop's answer to exactly what is typed; null otherwise. */
  readonly answer: SignedIn | null;
  readonly problem: Problem | null;
  readonly isChecking: boolean;
  readonly check: (draft: StoreDraft) => Promise<SignedIn | null>;
};

export function useStoreCheck(draft: StoreDraft): StoreCheck {
  const { run, isRunning } = useAction('setup.check');
  const [checked, setChecked] = useState<{ readonly sign: string; readonly said: Result<SignedIn> } | null>(null);
  const check = useCallback(async (wanted: StoreDraft): Promise<SignedIn | null> => {
    const sign = signOf(wanted);
    const said = await run({
      kind: wanted.kind, url: wanted.url.trim(), secrets: trimmed(wanted.secrets),
      ...(wanted.connectionId === null ? {} : { connectionId: wanted.connectionId }),
    });
    setChecked({ sign, said });
    return said.ok ? said.value : null;
  }, [run]);
  const said = checked?.sign === signOf(draft) ? checked.said : null;
  return { answer: said?.ok === true ? said.value : null, problem: said?.ok === false ? said.error : null, isChecking: isRunning, check };
}

/** Copied keys often bring a space along. Those left empty are left out: the stored ones are kept. */
export function trimmed(secrets: StoreDraft['secrets']): Record<string, string> {
  return Object.fromEntries(Object.entries(secrets).map(([name, text]) => [name, text.trim()] as const).filter(([, text]) => text !== ''));
}

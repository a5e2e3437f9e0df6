/** Saves what is typed, owner by owner; what the engine refuses is said at its field. */
import { useCallback, useState } from 'react';
import type { Problem } from '../../src/domain/problem.ts';
import { useEngine } from '../engine/EngineProvider.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { forgetDrafts, keyOf, refuseDraft, type Changes } from './drafts.ts';

export type Saved =
  | {
    readonly ok: true;
    readonly replanned: number;
    /** What is named now and QuickBooks does not have. */
    readonly warnings: readonly Problem[];
  }
  | {
    readonly ok: false;
    readonly problem: Problem;
    /** The setting it is about; it is said there too. */
    readonly at: { readonly kind: 'company' | 'connection'; readonly name: string } | null;
  };

export type Save = {
  /** With nothing changed a shop's settings are saved all the same: that says its choices are made. */
  readonly save: (changes: readonly Changes[]) => Promise<Saved>;
  readonly isSaving: boolean;
};

export function useSave(): Save {
  const { client } = useEngine();
  const queries = useQueryClient();
  const [isSaving, setSaving] = useState(false);
  const save = useCallback(async (changes: readonly Changes[]): Promise<Saved> => {
    setSaving(true);
    let replanned = 0;
    const warnings: Problem[] = [];
    try {
      for (const { owned, settings } of changes) {
        const answer = await client.call('settings.save', { of: owned.owner, settings });
        if (!answer.ok) return refused(owned, answer.error);
        replanned += answer.value.replanned;
        warnings.push(...answer.value.warnings);
        // Not before the new values are here: the form would show the old ones for a moment.
        await queries.invalidateQueries({ queryKey: ['settings.show'] });
        forgetDrafts(Object.keys(settings).map((name) => keyOf(owned.owner, name)));
      }
      return { ok: true, replanned, warnings };
    } finally {
      setSaving(false);
      void queries.invalidateQueries();
    }
  }, [client, queries]);
  return { save, isSaving };
}

function refused(owned: Changes['owned'], problem: Problem): Saved {
  const field = owned.fields.find(({ name }) => name === (problem.field ?? '').split('.')[0]);
  if (field !== undefined) refuseDraft(owned.owner, field, owned.values[field.name], `${problem.what} ${problem.todo}`);
  return { ok: false, problem, at: field === undefined ? null : { kind: owned.owner.kind, name: field.name } };
}

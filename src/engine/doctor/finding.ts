/** What the doctor says about one thing it looked at. */
import type { Problem } from '../../domain/problem.ts';

export type Finding = {
  /** Stable name, for machines. */
  readonly check: 'folder' | 'disk' | 'database' | 'key' | 'port' | 'address' | 'company' | 'poll' | 'store' | 'clock';
  /** The company or store. */
  readonly about: string | null;
  /** `note`: worth knowing, nothing has to be done. */
  readonly state: 'ok' | 'note' | 'problem';
  readonly text: string;
  readonly todo: string | null;
  readonly detail: string | null;
};

type Subject = Pick<Finding, 'check' | 'about'>;

export function fine(subject: Subject, text: string): Finding {
  return { ...subject, state: 'ok', text, todo: null, detail: null };
}

export function note(subject: Subject, text: string, todo: string | null = null): Finding {
  return { ...subject, state: 'note', text, todo, detail: null };
}

export function ill(subject: Subject, { what, todo, detail }: Pick<Problem, 'what' | 'todo' | 'detail'>): Finding {
  return { ...subject, state: 'problem', text: what, todo, detail: detail ?? null };
}

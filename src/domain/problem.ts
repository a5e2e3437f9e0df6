/** An expected failure, told to the bookkeeper: what happened, and what to do next. Never a stack trace. */
export type Problem = {
  /** Stable machine name, e.g. `unknownSku`; tests and the window key on it. */
  readonly code: string;
  /** What happened, one or two plain sentences. */
  readonly what: string;
  /** The next step, in the imperative. */
  readonly todo: string;
  /** The name of the field or setting at fault, where there is one. */
  readonly field?: string;
  /** The other program's own words (QuickBooks' statusMessage, the shop's message); shown on demand. */
  readonly detail?: string;
};

export function problem(code: string, what: string, todo: string, more: { readonly field?: string; readonly detail?: string } = {}): Problem {
  return { code, what, todo, ...more };
}

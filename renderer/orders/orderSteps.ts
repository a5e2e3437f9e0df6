/** How far an order is on its way into QuickBooks, as four steps. Pure. */
import type { Output } from '../../src/contract/contract.ts';
import { JOB_STATES } from '../words.ts';
import { ORDERS } from './words.ts';

export type Job = Output<'jobs.page'>['jobs'][number];
export type StepState = keyof typeof ORDERS.stepStates;
export type Step = { readonly key: keyof typeof ORDERS.steps; readonly state: StepState; readonly text: string };

const KEYS = ['received', 'planned', 'sent', 'booked'] as const;

/** The states of the four steps. */
function statesOf({ state, everSent, actions, problem }: Job): readonly [StepState, StepState, StepState, StepState] {
  switch (state) {
    case 'waiting': return ['done', 'now', 'ahead', 'ahead'];
    case 'ready': return ['done', 'done', 'now', 'ahead'];
    case 'sent': return ['done', 'done', 'done', 'now'];
    case 'inDoubt': return ['done', 'done', 'done', 'doubt'];
    case 'done': return ['done', everSent ? 'done' : 'skipped', everSent ? 'done' : 'skipped', problem === null ? 'done' : 'attention'];
    case 'cancelled': return ['done', 'skipped', 'skipped', 'skipped'];
    case 'needsAttention':
      if (!everSent) return ['done', 'attention', 'ahead', 'ahead'];
      // Refused: nothing was stored. To be settled: QuickBooks may have it.
      return actions.includes('settle') ? ['done', 'done', 'done', 'attention'] : ['done', 'done', 'attention', 'ahead'];
  }
}

export function stepsOf(job: Job): readonly Step[] {
  const states = statesOf(job);
  return KEYS.map((key, index) => ({ key, state: states[index] ?? 'ahead', text: key === 'booked' && job.state === 'done' ? inShort(job) : ORDERS.steps[key] }));
}

/** Where it is now, shortest: `In QuickBooks, W1036`. */
export function inFewWords({ state, everSent, refNumber }: Job): string {
  return state === 'done' && everSent && refNumber !== '' ? `${JOB_STATES[state]}, ${refNumber}` : JOB_STATES[state];
}

/** The whole way in a few words: `In QuickBooks as receipt W1036`. */
export function inShort(job: Job): string {
  if (job.state !== 'done') return ORDERS.inShort[job.state];
  return job.everSent ? ORDERS.bookedAs(job.kind, job.refNumber) : ORDERS.byHand;
}

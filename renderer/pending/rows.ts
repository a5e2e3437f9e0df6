/** What the two queues list, and the tone of each state. */
import type { Output } from '../../src/contract/contract.ts';
import type { JobState } from '../../src/domain/job.ts';
import type { UpdateState } from '../../src/domain/update.ts';
import type { BadgeTone } from '../parts/StatusBadge.tsx';

export type Update = Output<'updates.page'>['updates'][number];
export type Job = Output<'jobs.page'>['jobs'][number];

export const UPDATE_TONES: Readonly<Record<UpdateState, BadgeTone>> = { pending: 'quiet', pushing: 'busy', held: 'held', failed: 'bad' };
export const JOB_TONES: Readonly<Record<JobState, BadgeTone>> = {
  waiting: 'quiet', ready: 'quiet', sent: 'busy', inDoubt: 'attention', needsAttention: 'bad', done: 'good', cancelled: 'quiet',
};

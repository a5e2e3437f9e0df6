import { describe } from 'vitest';
import { killThroughHalf } from '../support/killCourse.ts';

describe('SIGKILL at each call of the first half of a session, QuickBooks forgets: orders, refund and customer exactly once, all stock confirmed', () => {
  killThroughHalf('first');
});

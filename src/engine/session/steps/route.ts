/** The end of a session: what is due is routed in the background, and few updates are waited for. */
import { later, SECOND } from '../../../domain/calendar.ts';
import type { Step } from '../step.ts';

export const route: Step = {
  next({ company, plan, now, routing }) {
    if (plan.routing === 'todo') {
      plan.routing = 'running';
      plan.routedAt = now;
      routing.start();
    }
    const since = plan.routedAt ?? now;
    const waited = now > later(since, company.settings.inlineWaitSeconds * SECOND);
    if (plan.routing === 'running') {
      if (routing.isRunning()) return waited ? null : 'wait';
      plan.routing = 'done';
    }
    // While the company is held nothing goes out, however long one waits.
    if (company.isHeld) return null;
    return routing.inlineLeft() > 0 && !waited ? 'wait' : null;
  },
};


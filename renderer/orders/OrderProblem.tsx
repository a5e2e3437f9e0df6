/** Why an order waits, with the way to the setting that it is about. */
import { Link } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { CONNECTION_FIELDS } from '../../src/domain/settingFields.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { hrefOf } from '../route.ts';
import { sectionOf } from '../settings/sections.ts';
import type { Shown } from './OrderDetails.tsx';
import { ORDERS } from './words.ts';

export function OrderProblem({ job, problem }: { readonly job: Shown['job']; readonly problem: Problem }): ReactNode {
  const setting = (problem.field ?? '').split('.')[0] ?? '';
  const isSetting = CONNECTION_FIELDS.some(({ name }) => name === setting);
  return (
    <ProblemCard problem={problem} tone={job.state === 'needsAttention' ? 'bad' : 'attention'}
      actions={isSetting
        ? <Link href={hrefOf('settings', { section: sectionOf('connection', setting), store: String(job.connectionId), setting })}>
            {ORDERS.toSetting}
          </Link>
        : undefined} />
  );
}

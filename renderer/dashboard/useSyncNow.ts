/** "Sync now" for every company: pulls the orders of all stores and sends what is due, then says what came of it. */
import { useCallback, useState } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useAction } from '../engine/useCall.ts';
import { useNotify } from '../parts/Notices.tsx';
import { DASHBOARD } from './words.ts';

export function useSyncNow(companies: Output<'status.show'>['companies']): { readonly run: () => void; readonly isRunning: boolean } {
  const { run: sync } = useAction('companies.sync');
  const notify = useNotify();
  const [isRunning, setRunning] = useState(false);
  const run = useCallback(() => {
    setRunning(true);
    void (async () => {
      const answers = await Promise.all(companies.map(({ id }) => sync({ companyId: id })));
      const stores = answers.flatMap((answer) => (answer.ok ? answer.value.connections : []));
      const problems = [...answers.flatMap((answer) => (answer.ok ? [] : [answer.error])),
        ...stores.flatMap(({ name, problem }) => (problem === null ? [] : [{ ...problem, what: `${name}: ${problem.what}` }]))];
      const [first] = problems;
      if (first === undefined) notify.done(DASHBOARD.synced(stores.reduce((sum, store) => sum + store.news, 0)));
      else notify.failed(first);
      setRunning(false);
    })();
  }, [companies, notify, sync]);
  return { run, isRunning };
}

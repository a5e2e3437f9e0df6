/** The choice when the company file lacks documents that were entered, with the whole list of them; and what a restore has found without an order. */
import { Button, makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { CompanyId } from '../../src/domain/ids.ts';
import { useCall } from '../engine/useCall.ts';
import { formatMoment } from '../parts/format.ts';
import { useQuestion } from '../parts/Questions.tsx';
import { useDo } from '../parts/useDo.ts';
import { useNow } from '../parts/useNow.ts';
import { DASHBOARD } from './words.ts';

const useStyles = makeStyles({ path: { overflowWrap: 'anywhere' }, list: { maxHeight: '240px', overflowY: 'auto' } });

export function ApproveOlder({ companyId }: { readonly companyId: CompanyId }): ReactNode {
  const styles = useStyles();
  const now = useNow();
  const companies = useCall('companies.list', {});
  const missing = useCall('companies.missing', { companyId });
  const approve = useDo('companies.approve');
  const ask = useQuestion();
  const company = companies.data?.companies.find((one) => one.id === companyId);
  if (company?.mayApprove !== true || company.candidate === null || missing.data === undefined) return null;
  const { name, path } = company.candidate;
  const { documents } = missing.data;
  const askFirst = (enterAgain: boolean): void => {
    ask({
      title: DASHBOARD.olderTitle,
      text: (
        <>
          <p className={styles.path}><strong>{name}</strong><br />{path}</p>
          <p>{DASHBOARD.olderText} {enterAgain ? DASHBOARD.olderAgain : DASHBOARD.olderEach}</p>
          <ul className={styles.list} tabIndex={0}>{documents.map((one) => <li key={one.jobId}>{DASHBOARD.missing(one.name, formatMoment(one.enteredAt, now))}</li>)}</ul>
        </>
      ),
      confirm: enterAgain ? DASHBOARD.approveOlderAgain : DASHBOARD.approveOlder,
      onConfirm: () => void approve.run({ companyId, seen: { problem: 'companyFileOlder', name, path }, enterAgain }, () => DASHBOARD.approved),
    });
  };
  return (
    <>
      <Button size="small" appearance="primary" disabled={approve.isRunning} onClick={() => { askFirst(false); }}>{DASHBOARD.approveOlder}</Button>
      <Button size="small" disabled={approve.isRunning} onClick={() => { askFirst(true); }}>{DASHBOARD.approveOlderAgain}</Button>
    </>
  );
}

export function DismissStrays({ companyId }: { readonly companyId: CompanyId }): ReactNode {
  const dismiss = useDo('companies.dismissStrays');
  return <Button size="small" disabled={dismiss.isRunning} onClick={() => void dismiss.run({ companyId }, () => DASHBOARD.lookedDone)}>{DASHBOARD.looked}</Button>;
}

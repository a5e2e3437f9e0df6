/** The buttons of one open problem: what can be done about it from here, and where the rest is. */
import { Button, makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import type { CompanyId, ConnectionId, JobId } from '../../src/domain/ids.ts';
import { useAction, useCall } from '../engine/useCall.ts';
import { useNotify } from '../parts/Notices.tsx';
import { useQuestion } from '../parts/Questions.tsx';
import { useHasTab } from '../parts/tabs.tsx';
import { useDo } from '../parts/useDo.ts';
import { go } from '../route.ts';
import type { Route } from '../routeOf.ts';
import { ApproveOlder, DismissStrays } from './OlderFile.tsx';
import { DASHBOARD } from './words.ts';

type OpenProblem = Output<'status.show'>['problems'][number];

const CHOICES = ['confirmCompany', 'companyFileMoved'] as const;

const useStyles = makeStyles({ path: { overflowWrap: 'anywhere' } });

export function ProblemActions({ open }: { readonly open: OpenProblem }): ReactNode {
  const { about, companyId, connectionId, jobId, label } = open;
  switch (about) {
    case 'backup':
      return <GoButton tab="diagnostics">{DASHBOARD.backups}</GoButton>;
    case 'company':
      if (companyId === null) return null;
      return open.problem.code === 'documentsWithoutOrder'
        ? <DismissStrays companyId={companyId} />
        : open.problem.code === 'companyFileOlder'
          ? <ApproveOlder companyId={companyId} />
          : <ApproveCompany companyId={companyId} code={open.problem.code} />;
    case 'connection':
      // The shop answers: nothing is to be checked or set.
      if (open.problem.code === 'listingsUnread') return <GoButton tab="tasks">{DASHBOARD.tasks}</GoButton>;
      return <>{connectionId !== null && <CheckStore connectionId={connectionId} />}<GoButton tab="settings">{DASHBOARD.settings}</GoButton></>;
    case 'job':
      return jobId === null ? null : <JobActions jobId={jobId} label={label} />;
    case 'order':
      return <GoButton tab="orders" query={{ search: label }}>{DASHBOARD.show}</GoButton>;
    case 'heldRun':
      return <GoButton tab="pending" query={{ state: 'held' }}>{DASHBOARD.decide}</GoButton>;
    case 'update':
      return <GoButton tab="pending" query={{ state: 'failed', search: label }}>{DASHBOARD.show}</GoButton>;
  }
}

function GoButton({ tab, query, children }: { readonly tab: string; readonly query?: Route['query']; readonly children: string }): ReactNode {
  return useHasTab(tab) ? <Button size="small" onClick={() => { go(tab, query); }}>{children}</Button> : null;
}

function JobActions({ jobId, label }: { readonly jobId: JobId; readonly label: string }): ReactNode {
  const retry = useDo('jobs.retry');
  const job = useCall('jobs.show', { jobId }).data?.job;
  // Some problems of a document are settled otherwise: by looking into QuickBooks, or by giving it up. A number that is taken is tried again under a new
  // one, which nobody should say without having seen both records.
  const mayRetry = job !== undefined && job.actions.includes('retry') && job.problem?.code !== 'numberTaken';
  return (
    <>
      {mayRetry && <Button size="small" disabled={retry.isRunning} onClick={() => void retry.run({ jobId }, () => DASHBOARD.retried(label))}>{DASHBOARD.retry}</Button>}
      {job?.kind === 'customer'
        ? <GoButton tab="pending" query={{ list: 'jobs', search: label }}>{DASHBOARD.show}</GoButton>
        : <GoButton tab="orders" query={{ job: String(jobId) }}>{DASHBOARD.show}</GoButton>}
    </>
  );
}

function CheckStore({ connectionId }: { readonly connectionId: ConnectionId }): ReactNode {
  const check = useAction('connections.check');
  const pull = useAction('connections.pull');
  const notify = useNotify();
  const run = async (): Promise<void> => {
    const answered = await check.run({ connectionId });
    // A good pull is what ends the problem.
    const pulled = answered.ok ? await pull.run({ connectionId }) : answered;
    if (!pulled.ok) notify.failed(pulled.error);
    else if (answered.ok) notify.done(DASHBOARD.checked(answered.value.title));
  };
  return <Button size="small" disabled={check.isRunning || pull.isRunning} onClick={() => void run()}>{DASHBOARD.check}</Button>;
}

function ApproveCompany({ companyId, code }: { readonly companyId: CompanyId; readonly code: string }): ReactNode {
  const styles = useStyles();
  const companies = useCall('companies.list', {});
  const approve = useDo('companies.approve');
  const ask = useQuestion();
  const company = companies.data?.companies.find((one) => one.id === companyId);
  const choice = CHOICES.find((one) => one === code);
  if (company?.mayApprove !== true || company.candidate === null || choice === undefined) return null;
  const { name, path } = company.candidate;
  const askFirst = (): void => {
    ask({
      title: DASHBOARD.approveTitle,
      text: (
        <>
          <p>{DASHBOARD.approveText}</p>
          <p className={styles.path}><strong>{name}</strong><br />{path}</p>
          {company.problem !== null && <p>{company.problem.what}</p>}
        </>
      ),
      confirm: DASHBOARD.approve,
      onConfirm: () => void approve.run({ companyId, seen: { problem: choice, name, path } }, () => DASHBOARD.approved),
    });
  };
  return <Button size="small" appearance="primary" disabled={approve.isRunning} onClick={askFirst}>{DASHBOARD.approve}</Button>;
}

/** The companies: who signs in for each, which company file it is, and the way to setup, file and password. */
import { Button, makeStyles, useRestoreFocusTarget } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import { useCall } from '../engine/useCall.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { StatusBadge, type BadgeTone } from '../parts/StatusBadge.tsx';
import { go } from '../route.ts';
import type { SetupCompany } from '../setup/steps.ts';
import { Card } from './Card.tsx';
import { CompanyDialog } from './CompanyDialog.tsx';
import { SETTINGS_WORDS } from './words.ts';

const WORDS = SETTINGS_WORDS.companies;
const TONES: Readonly<Record<SetupCompany['state'], BadgeTone>> = { unknown: 'quiet', confirm: 'attention', approved: 'good', stopped: 'bad' };

const useStyles = makeStyles({ text: { margin: 0 } });

export function CompaniesSection(): ReactNode {
  const styles = useStyles();
  const restore = useRestoreFocusTarget();
  const { data, problem, reload } = useCall('setup.state', {});
  const [dialog, setDialog] = useState<{ readonly company: SetupCompany; readonly isOpen: boolean; readonly round: number } | null>(null);
  if (data === undefined) return problem === null ? <Loading /> : <ErrorState problem={problem} onRetry={reload} />;
  return (
    <>
      {data.companies.map((one) => (
        <Card key={one.companyId} title={one.name} facts={[
          [WORDS.user, one.username],
          [WORDS.file, one.identity === null ? WORDS.noFile : `${one.identity.name}, ${one.identity.path}`],
          [WORDS.lastPoll, <RelativeTime key="poll" at={one.lastPollAt} />],
        ]}
        actions={
          <>
            <Button {...restore} onClick={() => { setDialog({ company: one, isOpen: true, round: (dialog?.round ?? 0) + 1 }); }}>{WORDS.change}</Button>
            <Button onClick={() => { go('setup', { company: String(one.companyId), step: 'webConnector' }); }}>{WORDS.qwc}</Button>
            <Button onClick={() => { go('setup', { company: String(one.companyId) }); }}>{WORDS.setup}</Button>
          </>
        }>
          <StatusBadge tone={TONES[one.state]}>{WORDS.stateWord[one.state]}</StatusBadge>
          {one.isHeld && one.next !== 'ready' && <p className={styles.text}>{WORDS.held}</p>}
          {one.problem !== null && <ProblemCard problem={one.problem} tone={one.state === 'stopped' ? 'bad' : 'attention'} />}
        </Card>
      ))}
      <div><Button icon={<AddRegular />} onClick={() => { go('setup', { new: '1' }); }}>{WORDS.add}</Button></div>
      {dialog !== null && <CompanyDialog {...dialog} onClose={() => { setDialog({ ...dialog, isOpen: false }); }} />}
    </>
  );
}

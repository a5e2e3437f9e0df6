/** The stores: address, keys that are sealed or must be entered again, and a live check of the sign-in. */
import { Button, useRestoreFocusTarget } from '@fluentui/react-components';
import { AddRegular, StoreMicrosoftRegular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useCall } from '../engine/useCall.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { useDo } from '../parts/useDo.ts';
import { SETUP_WORDS } from '../setup/words.ts';
import { storeWay } from '../setup/wordsStore.ts';
import { Card } from './Card.tsx';
import { StoreDialog, type StoreDialogFor } from './StoreDialog.tsx';
import { SETTINGS_WORDS } from './words.ts';

const WORDS = SETTINGS_WORDS.stores;
type Shown = Output<'settings.show'>;
type Store = Shown['connections'][number];

export function StoresSection({ shown }: { readonly shown: Shown }): ReactNode {
  const [dialog, setDialog] = useState<{ readonly about: StoreDialogFor; readonly isOpen: boolean; readonly round: number } | null>(null);
  const restore = useRestoreFocusTarget();
  const { companies, connections } = shown;
  const open = (store: Store | null): void => { setDialog({ about: { companies, store }, isOpen: true, round: (dialog?.round ?? 0) + 1 }); };
  const add = (): void => { open(null); };
  return (
    <>
      {connections.map((store) => <StoreCard key={store.connectionId} store={store} onChange={() => { open(store); }} />)}
      {connections.length === 0
        ? <EmptyState icon={StoreMicrosoftRegular} title={SETTINGS_WORDS.noStore.title} text={SETTINGS_WORDS.noStore.text}>
            <Button appearance="primary" {...restore} onClick={add}>{SETTINGS_WORDS.noStore.add}</Button>
          </EmptyState>
        : <div><Button icon={<AddRegular />} {...restore} onClick={add}>{WORDS.add}</Button></div>}
      {dialog !== null && <StoreDialog {...dialog} onClose={() => { setDialog({ ...dialog, isOpen: false }); }} />}
    </>
  );
}

function StoreCard({ store, onChange }: { readonly store: Store; readonly onChange: () => void }): ReactNode {
  const { connectionId, companyId, name, kind, url, secrets } = store;
  const restore = useRestoreFocusTarget();
  const way = storeWay(kind);
  const { data } = useCall('connections.list', { companyId });
  const { run, isRunning } = useDo('connections.check');
  const known = data?.connections.find(({ id }) => id === connectionId);
  const problem = known?.problem ?? null;
  const isBroken = secrets.some(({ isReadable }) => !isReadable);
  return (
    <Card title={name} facts={[
      [WORDS.kind, SETUP_WORDS.store.kinds[kind] ?? kind], [WORDS.url, url], [WORDS.secrets, isBroken || secrets.length === 0 ? null : WORDS.sealed],
      [WORDS.lastPull, known === undefined ? null : <RelativeTime key="pull" at={known.lastPullAt} />],
    ]}
    actions={
      <>
        <Button {...restore} onClick={onChange}>{way.change}</Button>
        <Button disabled={isBroken} disabledFocusable={isRunning}
          onClick={() => { void run({ connectionId }, ({ title, version }) => WORDS.checked(title, version)); }}>
          {isRunning ? WORDS.checking : way.check}
        </Button>
      </>
    }>
      {isBroken &&
        <ProblemCard problem={WORDS.broken} tone="bad"
          actions={<Button size="small" appearance="primary" {...restore} onClick={onChange}>{WORDS.enterAgain}</Button>} />}
      {!isBroken && problem !== null && <ProblemCard problem={problem} />}
    </Card>
  );
}

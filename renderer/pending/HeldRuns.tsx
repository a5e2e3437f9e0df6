/** Runs that the zero brake holds: what would happen, and the two answers to it. */
import { Button } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { problem } from '../../src/domain/problem.ts';
import { ConfirmDialog } from '../parts/ConfirmDialog.tsx';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { useDo } from '../parts/useDo.ts';
import { go } from '../route.ts';
import type { Connections } from './connections.ts';
import { PENDING } from './words.ts';

export function HeldRuns({ connections }: { readonly connections: Connections }): ReactNode {
  return connections.filter(({ updates }) => updates.held > 0).map((connection) => <HeldRun key={connection.id} connection={connection} />);
}

function HeldRun({ connection }: { readonly connection: Connections[number] }): ReactNode {
  const { id, name, updates: { held } } = connection;
  const approve = useDo('updates.approveHeld');
  const discard = useDo('updates.discardHeld');
  const [asking, setAsking] = useState<'approve' | 'discard' | null>(null);
  const { what, todo } = PENDING.held(name, held);
  const isRunning = approve.isRunning || discard.isRunning;
  const confirm = (): void => {
    setAsking(null);
    if (asking === 'approve') void approve.run({ connectionId: id }, ({ changed }) => PENDING.approved(changed));
    else void discard.run({ connectionId: id }, ({ changed }) => PENDING.discarded(changed));
  };
  return (
    <>
      <ProblemCard problem={problem('held', what, todo)} actions={
        <>
          <Button size="small" onClick={() => { go('pending', { state: 'held' }); }}>{PENDING.showHeld}</Button>
          <Button size="small" disabled={isRunning} onClick={() => { setAsking('discard'); }}>{PENDING.discard}</Button>
          <Button size="small" appearance="primary" disabled={isRunning} onClick={() => { setAsking('approve'); }}>{PENDING.approve}</Button>
        </>
      } />
      <ConfirmDialog isOpen={asking !== null} title={asking === 'discard' ? PENDING.discardTitle : PENDING.approveTitle} confirm={asking === 'discard' ? PENDING.discard : PENDING.approve}
        onConfirm={confirm} onCancel={() => { setAsking(null); }}>
        {asking === 'discard' ? PENDING.discardText(name, held) : PENDING.approveText(name, held)}
      </ConfirmDialog>
    </>
  );
}

/** Runs that the zero brake holds: what would happen, and the two answers to it. */
import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { problem } from '../../src/domain/problem.ts';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { useQuestion } from '../parts/Questions.tsx';
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
  const ask = useQuestion();
  const { what, todo } = PENDING.held(name, held);
  const isRunning = approve.isRunning || discard.isRunning;
  const askDiscard = (): void => {
    ask({
      title: PENDING.discardTitle, text: PENDING.discardText(name, held), confirm: PENDING.discard,
      onConfirm: () => void discard.run({ connectionId: id }, ({ changed }) => PENDING.discarded(changed)),
    });
  };
  const askApprove = (): void => {
    ask({
      title: PENDING.approveTitle, text: PENDING.approveText(name, held), confirm: PENDING.approve,
      onConfirm: () => void approve.run({ connectionId: id }, ({ changed }) => PENDING.approved(changed)),
    });
  };
  return (
    <ProblemCard problem={problem('held', what, todo)} actions={
      <>
        <Button size="small" onClick={() => { go('pending', { state: 'held' }); }}>{PENDING.showHeld}</Button>
        <Button size="small" disabled={isRunning} onClick={askDiscard}>{PENDING.discard}</Button>
        <Button size="small" appearance="primary" disabled={isRunning} onClick={askApprove}>{PENDING.approve}</Button>
      </>
    } />
  );
}

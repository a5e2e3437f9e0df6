/** Instead of a list or page that could not be loaded: the cause, what to do, and another try. */
import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Problem } from '../../src/domain/problem.ts';
import { WORDS } from '../words.ts';
import { ProblemCard } from './ProblemCard.tsx';

export function ErrorState({ problem, onRetry }: { readonly problem: Problem; readonly onRetry: () => void }): ReactNode {
  return <div role="alert"><ProblemCard problem={problem} tone="bad" actions={<Button size="small" onClick={onRetry}>{WORDS.tryAgain}</Button>} /></div>;
}

/** The word while the bridge does not answer. */
import type { ReactNode } from 'react';
import { WORDS } from '../words.ts';
import { Bar } from './Bar.tsx';

export function LostBar(): ReactNode {
  return <Bar tone="attention" what={WORDS.lost.what} todo={WORDS.lost.todo} />;
}

/** Reminds on every page of a setup that was left before its end. */
import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Bar } from '../parts/Bar.tsx';
import { go } from '../route.ts';
import { WORDS } from '../words.ts';

const { unfinished } = WORDS;

export function SetupBanner({ name }: { readonly name: string }): ReactNode {
  return <Bar tone="info" what={unfinished.what(name)} todo={unfinished.todo} action={<Button size="small" onClick={() => { go('setup'); }}>{unfinished.go}</Button>} />;
}

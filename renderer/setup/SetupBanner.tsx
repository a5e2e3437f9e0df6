/** Reminds on every page of a setup that was left before its end. */
import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { go } from '../route.ts';
import { SETUP_WORDS } from './words.ts';

const { banner: WORDS } = SETUP_WORDS;

export function SetupBanner({ name }: { readonly name: string }): ReactNode {
  return (
    <MessageBar intent="info" politeness="polite">
      <MessageBarBody><MessageBarTitle>{WORDS.what(name)}</MessageBarTitle>{WORDS.todo}</MessageBarBody>
      <MessageBarActions><Button size="small" onClick={() => { go('setup'); }}>{WORDS.go}</Button></MessageBarActions>
    </MessageBar>
  );
}

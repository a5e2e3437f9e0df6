/** The word while the bridge does not answer. */
import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { WORDS } from '../words.ts';

export function LostBar(): ReactNode {
  return <MessageBar intent="warning"><MessageBarBody><MessageBarTitle>{WORDS.lost.what}</MessageBarTitle>{WORDS.lost.todo}</MessageBarBody></MessageBar>;
}

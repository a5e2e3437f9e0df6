/** Puts a text on the clipboard and says so. */
import { Button } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { useEffect, useState, type ReactNode } from 'react';
import { copyText } from './password.ts';
import { SETUP_WORDS } from './words.ts';

/** Milliseconds. */
const SHOWN = 4_000;

export function CopyButton({ text, label = SETUP_WORDS.company.copy }: { readonly text: string; readonly label?: string }): ReactNode {
  const [came, setCame] = useState<'no' | 'done' | 'failed'>('no');
  useEffect(() => {
    if (came === 'no') return undefined;
    const timer = setTimeout(() => { setCame('no'); }, SHOWN);
    return () => { clearTimeout(timer); };
  }, [came]);
  return (
    <>
      <Button size="small"
        icon={came === 'done' ? <CheckmarkRegular /> : <CopyRegular />}
        onClick={() => { void copyText(text).then((isDone) => { setCame(isDone ? 'done' : 'failed'); }); }}>{label}</Button>
      <span role="status">{came === 'done' ? SETUP_WORDS.company.copied : came === 'failed' ? SETUP_WORDS.company.notCopied : ''}</span>
    </>
  );
}

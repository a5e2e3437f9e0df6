/** Gets the .qwc file to the Web Connector: opened or saved by the desktop app, downloaded in a browser. */
import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { AppsAddInRegular, ArrowDownloadRegular, SaveRegular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import type { CompanyId } from '../../src/domain/ids.ts';
import { useAction } from '../engine/useCall.ts';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { saveText } from '../parts/saveText.ts';
import { CONNECTOR_WORDS } from './wordsConnector.ts';

const { file: WORDS, minutes: MINUTES } = CONNECTOR_WORDS;
const LEAST = 1;
const MOST = 1_440;

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '10px', alignItems: 'flex-start' },
  buttons: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' },
  minutes: { width: '160px' },
  text: { margin: 0, overflowWrap: 'anywhere' },
});

export function QwcButtons({ companyId, isDesktop }: { readonly companyId: CompanyId; readonly isDesktop: boolean }): ReactNode {
  const styles = useStyles();
  const open = useAction('pc.openQwc');
  const save = useAction('pc.saveQwc');
  const text = useAction('setup.qwc');
  const [typed, setTyped] = useState('5');
  const [done, setDone] = useState('');
  const minutes = Number(typed);
  const isGood = Number.isInteger(minutes) && minutes >= LEAST && minutes <= MOST;
  const problem = open.problem ?? save.problem ?? text.problem;
  const start = (): void => {
    open.forget();
    save.forget();
    text.forget();
    setDone('');
  };
  const onOpen = async (): Promise<void> => {
    start();
    const opened = await open.run({ companyId, minutes });
    if (opened.ok) setDone(WORDS.opened(opened.value.path));
  };
  const onSave = async (): Promise<void> => {
    start();
    const saved = await save.run({ companyId, minutes });
    if (saved.ok && saved.value.path !== null) setDone(WORDS.saved(saved.value.path));
  };
  const onDownload = async (): Promise<void> => {
    start();
    const file = await text.run({ companyId, minutes });
    if (!file.ok) return;
    saveText(file.value.name, [file.value.text], 'application/xml');
    setDone(WORDS.downloaded(file.value.name));
  };
  return (
    <div className={styles.root}>
      <Field label={MINUTES.label} hint={MINUTES.hint} {...(isGood ? {} : { validationMessage: MINUTES.bad, validationState: 'error' as const })}>
        <Input className={styles.minutes} inputMode="numeric" autoComplete="off" value={typed}
          contentAfter={MINUTES.unit} onChange={(_, { value }) => { setTyped(value.trim()); }} />
      </Field>
      <div className={styles.buttons}>
        {isDesktop &&
          <Button appearance="primary" icon={<AppsAddInRegular />}
            disabledFocusable={!isGood || open.isRunning} onClick={() => { void onOpen(); }}>{WORDS.open}</Button>}
        {isDesktop && <Button icon={<SaveRegular />} disabledFocusable={!isGood || save.isRunning} onClick={() => { void onSave(); }}>{WORDS.save}</Button>}
        {!isDesktop &&
          <Button appearance="primary" icon={<ArrowDownloadRegular />}
            disabledFocusable={!isGood || text.isRunning} onClick={() => { void onDownload(); }}>{WORDS.download}</Button>}
      </div>
      <p className={styles.text} role="status">{done}</p>
      {problem !== null && <div role="alert"><ProblemCard problem={problem} /></div>}
    </div>
  );
}

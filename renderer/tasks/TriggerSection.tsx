/** The trigger: may other programs of this PC ask for a SKU to be sent, with which key, and what were they told. */
import { Button, Field, Input, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { useId, useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useAction, useCall } from '../engine/useCall.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { useQuestion } from '../parts/Questions.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { useDo } from '../parts/useDo.ts';
import { CopyButton } from '../setup/CopyButton.tsx';
import { TriggerCalls } from './TriggerCalls.tsx';
import { TRIGGER_WORDS as WORDS } from './triggerWords.ts';

type Door = Output<'trigger.show'>;

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '12px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  about: { margin: '2px 0 0', color: tokens.colorNeutralForeground2, maxWidth: '720px' },
  card: {
    display: 'flex', flexDirection: 'column', rowGap: '12px', padding: '16px 20px', borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1, border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  line: { display: 'flex', flexWrap: 'wrap', columnGap: '12px', rowGap: '8px', alignItems: 'center' },
  end: { alignSelf: 'flex-end' },
  address: { margin: 0, fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  answer: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontWeight: tokens.fontWeightSemibold },
});

export function TriggerSection(): ReactNode {
  const styles = useStyles();
  const id = useId();
  const { data, problem, reload } = useCall('trigger.show', {});
  const hasKey = typeof data?.keyMadeAt === 'number';
  return (
    <section className={styles.root} aria-labelledby={id}>
      <div>
        <h2 id={id} className={styles.heading}>{WORDS.title}</h2>
        <p className={styles.about}>{WORDS.about}</p>
      </div>
      {data === undefined ? (problem === null ? <Loading lines={3} /> : <ErrorState problem={problem} onRetry={reload} />) : <DoorCard door={data} />}
      {hasKey && <TriggerCalls />}
    </section>
  );
}

function DoorCard({ door }: { readonly door: Door }): ReactNode {
  const styles = useStyles();
  const ask = useQuestion();
  const setOpen = useDo('trigger.setOpen');
  const make = useAction('trigger.makeKey');
  const [key, setKey] = useState<string | null>(null);
  const { isOpen, keyMadeAt, url, mostAMinute } = door;
  const doMake = async (): Promise<void> => {
    const made = await make.run({});
    if (made.ok) setKey(made.value.key);
  };
  const onMake = (): void => {
    if (keyMadeAt === null) void doMake();
    else ask({ title: WORDS.again.title, text: WORDS.again.text, confirm: WORDS.again.confirm, onConfirm: () => { void doMake(); } });
  };
  return (
    <div className={styles.card}>
      <Field hint={keyMadeAt === null ? WORDS.keyFirst : WORDS.openHint(mostAMinute)}>
        <Switch label={WORDS.open} checked={isOpen} disabled={keyMadeAt === null || setOpen.isRunning}
          onChange={(_, { checked }) => { void setOpen.run({ open: checked }, () => (checked ? WORDS.opened : WORDS.closed)); }} />
      </Field>
      <div className={styles.line}>
        <Button disabledFocusable={make.isRunning} onClick={onMake}>{keyMadeAt === null ? WORDS.make : WORDS.makeAgain}</Button>
        <p className={styles.text}>{keyMadeAt === null ? WORDS.noKey : <>{WORDS.made} <RelativeTime at={keyMadeAt} /></>}</p>
      </div>
      {make.problem !== null && <div role="alert"><ProblemCard problem={make.problem} /></div>}
      {key !== null && (
        <div role="status" data-key-shown>
          <p className={styles.text}>{WORDS.once}</p>
          <div className={styles.line}><p className={styles.address} data-key>{key}</p><CopyButton text={key} label={WORDS.copyKey} /></div>
        </div>
      )}
      {url !== null && <div className={styles.line}><p className={styles.address}>{WORDS.example(url)}</p><CopyButton text={WORDS.example(url)} label={WORDS.copyAddress} /></div>}
      {isOpen && <Test />}
    </div>
  );
}

function Test(): ReactNode {
  const styles = useStyles();
  const [sku, setSku] = useState('');
  const test = useAction('trigger.test');
  const [answer, setAnswer] = useState<Output<'trigger.test'> | null>(null);
  const run = async (): Promise<void> => {
    setAnswer(null);
    const done = await test.run({ sku: sku.trim() });
    if (done.ok) setAnswer(done.value);
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (sku.trim() !== '') void run(); }}>
      <div className={styles.line}>
        <Field label={WORDS.testSku}><Input autoComplete="off" maxLength={200} value={sku} onChange={(_, { value }) => { setSku(value); }} /></Field>
        <Button type="submit" className={styles.end} disabledFocusable={test.isRunning || sku.trim() === ''}>{test.isRunning ? WORDS.testing : WORDS.test}</Button>
      </div>
      <div role="status">{answer !== null && <p className={styles.answer} data-answer={answer.status}>{answer.answer}</p>}</div>
      {test.problem !== null && <div role="alert"><ProblemCard problem={test.problem} /></div>}
    </form>
  );
}

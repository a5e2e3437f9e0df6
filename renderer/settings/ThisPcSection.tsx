/** What belongs to this PC: start at log-in, notifications, port, data folder and updates. Only the desktop app has it. */
import { Button, Field, Input, makeStyles, Select, Spinner, Switch, tokens } from '@fluentui/react-components';
import { DesktopRegular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import type { PreferenceChange, ThisPc } from '../../src/contract/host.ts';
import { useAction, useCall } from '../engine/useCall.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { useDo } from '../parts/useDo.ts';
import { SETTINGS_WORDS } from './words.ts';

const WORDS = SETTINGS_WORDS.pc;
/** While an update is looked for or loaded. Milliseconds. */
const AGAIN = 3_000;

const useStyles = makeStyles({
  card: {
    display: 'flex', flexDirection: 'column', rowGap: '16px', padding: '16px 20px', borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1, border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  narrow: { maxWidth: '320px' },
  line: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px', alignItems: 'center' },
  path: { margin: 0, overflowWrap: 'anywhere', fontFamily: tokens.fontFamilyMonospace },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

export function ThisPcSection(): ReactNode {
  const { data, problem, reload } = useCall('pc.show', {}, { every: AGAIN });
  if (data === undefined) return problem === null ? <Loading /> : <ErrorState problem={problem} onRetry={reload} />;
  if (data.thisPc === null) return <EmptyState icon={DesktopRegular} title={WORDS.headless.title} text={WORDS.headless.text} />;
  return <Preferences thisPc={data.thisPc} />;
}

function Preferences({ thisPc }: { readonly thisPc: ThisPc }): ReactNode {
  const styles = useStyles();
  const { run } = useDo('pc.change');
  const restart = useDo('pc.restartEngine');
  const { preferences, restartNeeded } = thisPc;
  const change = (wanted: PreferenceChange): void => { void run({ change: wanted }, () => WORDS.saved); };
  return (
    <>
      {restartNeeded && (
        <ProblemCard problem={{ code: 'restartNeeded', what: WORDS.restart.what, todo: WORDS.restart.todo }}
          actions={<Button size="small" appearance="primary" disabledFocusable={restart.isRunning}
            onClick={() => { void restart.run({}, () => WORDS.saved); }}>{WORDS.restart.now}</Button>} />
      )}
      <div className={styles.card}>
        <Field hint={WORDS.startAtLogin.hint}>
          <Switch label={WORDS.startAtLogin.label} checked={preferences.startAtLogin}
            onChange={(_, { checked }) => { change({ startAtLogin: checked }); }} />
        </Field>
        <Field hint={WORDS.notify.hint}><Switch label={WORDS.notify.label} checked={preferences.notify} onChange={(_, { checked }) => { change({ notify: checked }); }} /></Field>
        <PortField key={preferences.port} port={preferences.port} onSave={(port) => { change({ port }); }} />
      </div>
      <Folder thisPc={thisPc} onChange={change} />
      <Updates thisPc={thisPc} onChange={change} />
    </>
  );
}

/** `port`: null for the kept one. */
function PortField({ port, onSave }: { readonly port: number | null; readonly onSave: (port: number | null) => void }): ReactNode {
  const styles = useStyles();
  const [typed, setTyped] = useState(port === null ? '' : String(port));
  const wanted = typed === '' ? null : Number(typed);
  const isGood = wanted === null || (Number.isInteger(wanted) && wanted >= 1_024 && wanted <= 65_535);
  return (
    <Field label={WORDS.port.label} hint={WORDS.port.hint} {...(isGood ? {} : { validationMessage: WORDS.port.bad, validationState: 'error' as const })}>
      <div className={styles.line}>
        <Input aria-label={WORDS.port.label} className={styles.narrow} inputMode="numeric"
          autoComplete="off" value={typed} onChange={(_, { value }) => { setTyped(value.trim()); }} />
        {wanted !== port && <Button disabled={!isGood} onClick={() => { onSave(wanted); }}>{SETTINGS_WORDS.save}</Button>}
      </div>
    </Field>
  );
}

function Folder({ thisPc, onChange }: { readonly thisPc: ThisPc; readonly onChange: (change: PreferenceChange) => void }): ReactNode {
  const styles = useStyles();
  const choose = useAction('pc.chooseFolder');
  const show = useAction('pc.showDataFolder');
  const problem = choose.problem ?? show.problem;
  const { folder, preferences } = thisPc;
  const onChoose = async (): Promise<void> => {
    const chosen = await choose.run({});
    if (chosen.ok && chosen.value.path !== null) onChange({ dataFolder: chosen.value.path });
  };
  return (
    <div className={styles.card}>
      <h3 className={styles.title}>{WORDS.folder.label}</h3>
      <p className={styles.path}>{preferences.dataFolder ?? folder}</p>
      <p className={styles.text}>{WORDS.folder.hint}</p>
      <div className={styles.line}>
        <Button disabledFocusable={choose.isRunning} onClick={() => { void onChoose(); }}>{WORDS.folder.choose}</Button>
        {preferences.dataFolder !== null && <Button onClick={() => { onChange({ dataFolder: null }); }}>{WORDS.folder.own}</Button>}
        <Button disabledFocusable={show.isRunning} onClick={() => { void show.run({}); }}>{WORDS.folder.show}</Button>
      </div>
      {problem !== null && <div role="alert"><ProblemCard problem={problem} /></div>}
    </div>
  );
}

function Updates({ thisPc, onChange }: { readonly thisPc: ThisPc; readonly onChange: (change: PreferenceChange) => void }): ReactNode {
  const styles = useStyles();
  const check = useDo('pc.checkForUpdate');
  const install = useDo('pc.installUpdate');
  const { version, update, preferences } = thisPc;
  const isBusy = update.kind === 'looking' || update.kind === 'loading';
  return (
    <div className={styles.card}>
      <h3 className={styles.title}>{WORDS.version(version)}</h3>
      <div className={styles.line} role="status">{isBusy && <Spinner size="tiny" aria-hidden="true" />}<p className={styles.text}>{WORDS.update(update)}</p></div>
      {update.kind === 'failed' && <ProblemCard problem={update.problem} />}
      <Field label={WORDS.channel.label} hint={WORDS.channel.hint} className={styles.narrow}>
        <Select value={preferences.updateChannel} onChange={(_, { value }) => { onChange({ updateChannel: value === 'beta' ? 'beta' : 'latest' }); }}>
          <option value="latest">{WORDS.channel.latest}</option>
          <option value="beta">{WORDS.channel.beta}</option>
        </Select>
      </Field>
      {update.kind !== 'unavailable' && (
        <div className={styles.line}>
          {update.kind === 'ready'
            ? <Button appearance="primary" disabledFocusable={install.isRunning} onClick={() => { void install.run({}, () => WORDS.update(update)); }}>{WORDS.install}</Button>
            : <Button disabledFocusable={isBusy || check.isRunning} onClick={() => { void check.run({}, (checked) => WORDS.update(checked.update)); }}>{WORDS.check}</Button>}
        </div>
      )}
    </div>
  );
}

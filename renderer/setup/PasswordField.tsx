/** The Web Connector's password: made or typed, how strong it is, shown and copied on demand. */
import { Button, Field, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Problem } from '../../src/domain/problem.ts';
import { useCall } from '../engine/useCall.ts';
import { CopyButton } from './CopyButton.tsx';
import { makePassword } from './password.ts';
import { SecretInput } from './SecretInput.tsx';
import { SETUP_WORDS } from './words.ts';

const WORDS = SETUP_WORDS.company;

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '8px' },
  buttons: { display: 'flex', columnGap: '8px', flexWrap: 'wrap', rowGap: '8px', alignItems: 'center' },
  strength: { display: 'flex', flexDirection: 'column', rowGap: '4px', minHeight: '42px' },
  meter: { width: '240px', height: '8px' },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

export function PasswordField({ value, onChange, problem, isRequired }: {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly problem: Problem | null;
  readonly isRequired: boolean;
}): ReactNode {
  const styles = useStyles();
  const { data } = useCall('setup.strength', { password: value === '' ? ' ' : value }, { enabled: value !== '' });
  const strength = value === '' ? undefined : data;
  const error = problem === null ? {} : { validationMessage: `${problem.what} ${problem.todo}`, validationState: 'error' as const };
  return (
    <div className={styles.root}>
      <Field label={WORDS.password.label} hint={isRequired ? WORDS.password.hint : WORDS.password.keep} required={isRequired} {...error}>
        <SecretInput value={value} onChange={onChange} showLabel={WORDS.show} hideLabel={WORDS.hide} autoComplete="new-password" />
      </Field>
      <div className={styles.buttons}>
        <Button size="small" icon={<ArrowSyncRegular />} onClick={() => { onChange(makePassword()); }}>{value === '' ? WORDS.make : WORDS.makeAnother}</Button>
        {value !== '' && <CopyButton text={value} />}
      </div>
      <div className={styles.strength} role="status">
        {strength !== undefined && (
          <>
            <meter className={styles.meter} min={0} max={4} low={2} high={3} optimum={4} value={strength.score} aria-label={WORDS.strength} />
            <p className={styles.text}>{WORDS.strengthWord(strength.word)}{strength.advice !== '' && `. ${strength.advice}`}</p>
          </>
        )}
      </div>
    </div>
  );
}

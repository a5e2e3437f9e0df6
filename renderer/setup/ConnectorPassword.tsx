/** User name and password at hand while they are typed into the Web Connector. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { useAction } from '../engine/useCall.ts';
import { Facts } from '../parts/Facts.tsx';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { CopyButton } from './CopyButton.tsx';
import type { SetupCompany } from './steps.ts';
import { CONNECTOR_WORDS } from './wordsConnector.ts';

const WORDS = CONNECTOR_WORDS.password;
const DOTS = '••••••••••••';

const useStyles = makeStyles({
  card: {
    display: 'flex', flexDirection: 'column', rowGap: '8px', padding: '16px', borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1, border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  secret: { fontFamily: tokens.fontFamilyMonospace },
  buttons: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px', alignItems: 'center' },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

export function ConnectorPassword({ company, password, onPassword }: {
  readonly company: SetupCompany;
  readonly password: string;
  readonly onPassword: (password: string) => void;
}): ReactNode {
  const styles = useStyles();
  const [isShown, setShown] = useState(false);
  const make = useAction('setup.company');
  const { companyId, name, username } = company;
  const onMake = async (): Promise<void> => {
    const made = await make.run({ companyId, name, username, generate: true });
    if (made.ok && made.value.password !== null) onPassword(made.value.password);
  };
  return (
    <div className={styles.card}>
      <h2 className={styles.title}>{WORDS.title}</h2>
      <Facts facts={[[WORDS.user, username], [WORDS.password, password === '' ? null : <span className={styles.secret}>{isShown ? password : DOTS}</span>]]} />
      {password === '' ? <p className={styles.text}>{WORDS.gone}</p> : null}
      <div className={styles.buttons}>
        {password === ''
          ? <Button size="small" disabledFocusable={make.isRunning} onClick={() => { void onMake(); }}>{WORDS.make}</Button>
          : <>
              <CopyButton text={password} label={WORDS.copy} />
              <Button size="small" appearance="subtle" aria-pressed={isShown} onClick={() => { setShown(!isShown); }}>
                {isShown ? WORDS.hide : WORDS.show}
              </Button>
            </>}
      </div>
      {make.problem !== null && <div role="alert"><ProblemCard problem={make.problem} tone="bad" /></div>}
    </div>
  );
}

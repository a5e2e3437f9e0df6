/** Third page: each click with a picture, and a look at whether the Web Connector has called. */
import { makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useCall } from '../engine/useCall.ts';
import { TabLink } from '../parts/tabs.tsx';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { ConnectorPassword } from './ConnectorPassword.tsx';
import { AddPicture, AuthorizePicture, CertificatePicture, PasswordPicture, QuickBooksPicture, RunPicture } from './pictures.tsx';
import { QwcButtons } from './QwcButtons.tsx';
import { StepFrame } from './StepFrame.tsx';
import type { SetupCompany } from './steps.ts';
import { CONNECTOR_WORDS as WORDS } from './wordsConnector.ts';

export type WebConnectorStepProps = {
  readonly company: SetupCompany;
  /** As made or typed in this run of the wizard; empty: it is not known any more. */
  readonly password: string;
  readonly onPassword: (password: string) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
};

const useStyles = makeStyles({
  columns: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 272px', columnGap: '28px', alignItems: 'start' },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: '20px' },
  // Side by side where both have room, else the picture below its text.
  item: {
    display: 'flex', flexWrap: 'wrap', columnGap: '20px', rowGap: '8px', alignItems: 'flex-start',
    paddingBottom: '20px', borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  words: { flex: '1 1 260px', minWidth: 0 },
  picture: { flex: '0 1 300px', minWidth: '240px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  text: { margin: '4px 0 8px', color: tokens.colorNeutralForeground2 },
  aside: { position: 'sticky', top: 0, display: 'flex', flexDirection: 'column', rowGap: '16px' },
  card: {
    display: 'flex', flexDirection: 'column', rowGap: '8px', padding: '16px', borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1, border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  cardTitle: { display: 'flex', alignItems: 'center', columnGap: '10px', margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  came: { color: tokens.colorStatusSuccessForeground1, fontSize: '20px', display: 'inline-flex' },
  plain: { margin: 0, color: tokens.colorNeutralForeground2 },
});

export function WebConnectorStep({ company, password, onPassword, onBack, onNext }: WebConnectorStepProps): ReactNode {
  const styles = useStyles();
  const { data: pc } = useCall('pc.show', {});
  const isDesktop = pc !== undefined && pc.thisPc !== null;
  const { steps } = WORDS;
  const add = isDesktop ? steps.addDesktop : steps.addBrowser;
  return (
    <StepFrame step="webConnector" onBack={onBack} onNext={onNext} canGoOn={company.lastPollAt !== null} isWide>
      <div className={styles.columns}>
        <ol className={styles.list} aria-label={WORDS.clicks}>
          <Click {...steps.open} picture={<QuickBooksPicture />} />
          <Click {...add} picture={<AddPicture about={add.picture} />}>{pc !== undefined && <QwcButtons companyId={company.companyId} isDesktop={isDesktop} />}</Click>
          <Click {...steps.authorize} picture={<AuthorizePicture />} />
          <Click {...steps.certificate} picture={<CertificatePicture />} />
          <Click {...steps.password} picture={<PasswordPicture />} />
          <Click {...steps.run} picture={<RunPicture />} />
        </ol>
        <div className={styles.aside}>
          <FirstPoll at={company.lastPollAt} />
          <ConnectorPassword company={company} password={password} onPassword={onPassword} />
        </div>
      </div>
    </StepFrame>
  );
}

function Click({ title, text, picture, children }: { readonly title: string; readonly text: string; readonly picture: ReactNode; readonly children?: ReactNode }): ReactNode {
  const styles = useStyles();
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        <h2 className={styles.heading}>{title}</h2>
        <p className={styles.text}>{text}</p>
        {children}
      </div>
      <div className={styles.picture}>{picture}</div>
    </li>
  );
}

function FirstPoll({ at }: { readonly at: number | null }): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.card} role="status" data-first-poll={at === null ? 'waiting' : 'came'}>
      <h2 className={styles.cardTitle}>
        {at === null ? <Spinner size="tiny" aria-hidden="true" /> : <span className={styles.came} aria-hidden="true"><CheckmarkCircleFilled /></span>}
        {at === null ? WORDS.wait.title : WORDS.wait.came}
      </h2>
      {at === null
        ? <><p className={styles.plain}>{WORDS.wait.text}</p><p className={styles.plain}>{WORDS.wait.hint} <TabLink tab="diagnostics">{WORDS.wait.diagnostics}</TabLink></p></>
        : <p className={styles.plain}>{WORDS.wait.cameAt} <RelativeTime at={at} />. {WORDS.wait.next}</p>}
    </div>
  );
}

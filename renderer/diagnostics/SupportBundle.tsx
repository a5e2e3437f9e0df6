/** Saves what support needs to know as one plain text file; secrets and people's names are taken out by the engine. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { SaveRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { saveText } from '../parts/saveText.ts';
import { useDo } from '../parts/useDo.ts';
import { DIAGNOSTICS } from './words.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', rowGap: '8px', marginTop: '8px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  about: { margin: 0, maxWidth: '760px', color: tokens.colorNeutralForeground2 },
});

export function SupportBundle(): ReactNode {
  const styles = useStyles();
  const { run, isRunning } = useDo('diagnostics.bundle');
  const save = (): void => {
    void run({}, ({ name, text }) => {
      saveText(name, [text], 'text/plain;charset=utf-8');
      return DIAGNOSTICS.saved(name);
    });
  };
  return (
    <section className={styles.root} aria-labelledby="support">
      <h2 id="support" className={styles.heading}>{DIAGNOSTICS.support}</h2>
      <p className={styles.about}>{DIAGNOSTICS.supportAbout}</p>
      <Button icon={<SaveRegular />} disabled={isRunning} onClick={save}>{isRunning ? DIAGNOSTICS.saving : DIAGNOSTICS.save}</Button>
    </section>
  );
}

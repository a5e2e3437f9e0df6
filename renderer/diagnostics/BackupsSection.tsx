/** Backups: what the last restore has still to find out, the list, and one made now. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useCall } from '../engine/useCall.ts';
import { Backups } from '../parts/Backups.tsx';
import { formatMoment } from '../parts/format.ts';
import { useDo } from '../parts/useDo.ts';
import { useNow } from '../parts/useNow.ts';
import { BACKUPS } from '../words.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '8px', marginTop: '8px' },
  make: { alignSelf: 'flex-start' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  about: { margin: 0, maxWidth: '760px', color: tokens.colorNeutralForeground2 },
});

/** Milliseconds; a restore is checked by sessions, each with its event, and by pulls, which have none. */
const AGAIN = 30_000;

export function BackupsSection(): ReactNode {
  const styles = useStyles();
  const now = useNow();
  const make = useDo('backups.make');
  const restore = useCall('backups.lastRestore', {}, { every: AGAIN }).data?.restore ?? null;
  return (
    <section className={styles.root} aria-labelledby="backups">
      <h2 id="backups" className={styles.heading}>{BACKUPS.title}</h2>
      <p className={styles.about}>{BACKUPS.about}</p>
      {restore !== null && <p className={styles.about}>{BACKUPS.restored(formatMoment(restore.at, now), formatMoment(restore.knownTo, now), restore.isChecking)}</p>}
      <Button className={styles.make} disabled={make.isRunning} onClick={() => void make.run({}, ({ backup }) => BACKUPS.made(backup.bytes))}>
        {make.isRunning ? BACKUPS.making : BACKUPS.make}
      </Button>
      <Backups />
    </section>
  );
}

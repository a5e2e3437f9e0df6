/** While a queue drains: how much is left, how fast it goes, and when it will be done, for each store. */
import { makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { useSyncExternalStore, type ReactNode } from 'react';
import { useDrains } from '../engine/EngineProvider.tsx';
import { paceOf, type Pace } from '../engine/drains.ts';
import { useNow } from '../parts/useNow.ts';
import type { Connections } from './connections.ts';
import { PENDING } from './words.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex', flexDirection: 'column', rowGap: '6px', padding: '12px 16px', borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground1,
  },
  line: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', columnGap: '16px', rowGap: '2px', fontVariantNumeric: 'tabular-nums' },
  what: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export function DrainProgress({ connections }: { readonly connections: Connections }): ReactNode {
  const styles = useStyles();
  const drains = useDrains();
  const all = useSyncExternalStore(drains.subscribe, drains.read);
  const now = useNow(1_000);
  return connections.map(({ id, name }) => {
    const pace = paceOf(all.get(id), now);
    if (pace === null) return null;
    return (
      <div key={id} className={styles.root} data-drain={name}>
        <div className={styles.line}>
          <span className={styles.what} id={`drain-${String(id)}`}>{PENDING.progress(name)}</span>
          <span>{tellPace(pace)}</span>
        </div>
        <ProgressBar thickness="large" value={pace.percent} max={100} aria-labelledby={`drain-${String(id)}`} aria-valuetext={tellPace(pace)} />
        <span className={styles.quiet}>{PENDING.doneSoFar(pace.done)}</span>
      </div>
    );
  });
}

function tellPace({ remaining, perMinute, secondsLeft }: Pace): string {
  const speed = perMinute === null || secondsLeft === null ? [PENDING.measuring] : [PENDING.rate(perMinute), PENDING.timeLeft(secondsLeft)];
  return [PENDING.left(remaining), ...speed].join(' · ');
}

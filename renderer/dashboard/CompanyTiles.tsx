/** One company's numbers: last session, next expected call, orders today, stock updates pending. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { formatCount, formatMoment } from '../parts/format.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { TabLink } from '../parts/tabs.tsx';
import { useNow } from '../parts/useNow.ts';
import { DASHBOARD } from './words.ts';

type Company = Output<'status.show'>['companies'][number];
type Today = Output<'dashboard.show'>['companies'][number];

/** What waits no longer than this is on its way. Milliseconds. */
const BEHIND_AFTER = 60_000;

const useStyles = makeStyles({
  name: { margin: '0 0 8px', fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  tiles: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(176px, 1fr))', gap: '12px' },
  tile: {
    display: 'flex', flexDirection: 'column', rowGap: '2px', padding: '12px 16px', borderRadius: tokens.borderRadiusMedium, border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1, overflowWrap: 'anywhere',
  },
  title: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightRegular, lineHeight: tokens.lineHeightBase200 },
  value: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  overdue: { color: tokens.colorStatusWarningForeground3 },
  more: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
});

export function CompanyTiles({ company, today, isNamed }: { readonly company: Company; readonly today: Today | undefined; readonly isNamed: boolean }): ReactNode {
  const styles = useStyles();
  const now = useNow();
  const { lastSession, lastPollAt, connections } = company;
  const sum = (pick: (updates: Company['connections'][number]['updates']) => number): number => connections.reduce((total, { updates }) => total + pick(updates), 0);
  const pending = sum((updates) => updates.pending + updates.pushing);
  const held = sum((updates) => updates.held);
  const failed = sum((updates) => updates.failed);
  const isRunning = lastSession !== null && (lastSession.phase === 'ready' || lastSession.phase === 'awaiting');
  const oldest = Math.min(...connections.map(({ oldestDueAt }) => oldestDueAt ?? Infinity));
  const behind = oldest < now - BEHIND_AFTER ? oldest : null;
  const nextAt = today?.nextPollAt ?? null;
  return (
    <section aria-label={company.name}>
      {isNamed && <h2 className={styles.name}>{company.name}</h2>}
      <div className={styles.tiles}>
        <Tile title={DASHBOARD.lastSession} value={lastSession === null ? DASHBOARD.noSession : <RelativeTime at={lastSession.openedAt} />}>
          {lastSession === null ? '' : isRunning ? DASHBOARD.running(lastSession.percent) : lastSession.text}
        </Tile>
        <Tile title={DASHBOARD.nextPoll} isOverdue={today?.isOverdue === true}
          value={today?.isOverdue === true ? DASHBOARD.overduePoll : nextAt === null ? DASHBOARD.unknownPoll : formatMoment(Math.max(nextAt, now), now)}>
          {lastPollAt === null ? DASHBOARD.unknownPollMore : <>{DASHBOARD.lastPoll}: <RelativeTime at={lastPollAt} /></>}
        </Tile>
        <Tile title={DASHBOARD.ordersToday} value={formatCount(today?.ordersToday ?? 0)}>{DASHBOARD.entered(today?.enteredToday ?? 0, today?.toEnter ?? 0)}</Tile>
        <Tile title={DASHBOARD.updates} value={formatCount(pending)}>
          {behind !== null && <>{DASHBOARD.behind(formatCount(pending), formatMoment(behind, now))} </>}
          {pending + held + failed === 0 ? DASHBOARD.noUpdates : <>{DASHBOARD.someUpdates(held, failed)} <TabLink tab="pending">{DASHBOARD.seePending}</TabLink></>}
        </Tile>
      </div>
    </section>
  );
}

function Tile({ title, value, isOverdue = false, children }: {
  readonly title: string;
  readonly value: ReactNode;
  readonly isOverdue?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.tile}>
      <p className={styles.title}>{title}</p>
      <p className={mergeClasses(styles.value, isOverdue && styles.overdue)}>{value}</p>
      <p className={styles.more}>{children}</p>
    </div>
  );
}

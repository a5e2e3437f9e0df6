/** One line of the log with everything behind it: the numbers on their way from QuickBooks to the store, and the raw exchange. */
import { Link, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowRightRegular } from '@fluentui/react-icons';
import { Fragment, type ReactNode } from 'react';
import { useCall } from '../engine/useCall.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Facts } from '../parts/Facts.tsx';
import { formatFully, formatQuantity } from '../parts/format.ts';
import { Loading } from '../parts/Loading.tsx';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { TabLink } from '../parts/tabs.tsx';
import { hrefOf } from '../route.ts';
import { SKU_WORDS } from '../stock/words.ts';
import { ExchangeDetails } from './ExchangeDetails.tsx';
import type { LogLine } from './useLogRows.ts';
import { StoreCallDetails } from './StoreCallDetails.tsx';
import { LOG, OUTCOME_WORDS } from './words.ts';

export function titleOf({ sku, order }: LogLine): string {
  if (sku !== null) return LOG.skuTitle(sku);
  return order === null ? LOG.noteTitle : LOG.order(order);
}

const useStyles = makeStyles({
  text: { margin: 0, overflowWrap: 'anywhere', lineHeight: tokens.lineHeightBase300 },
  way: { display: 'grid', gridTemplateColumns: '1fr auto 1fr auto 1fr', alignItems: 'center', columnGap: '6px', margin: 0, padding: 0, listStyleType: 'none' },
  stop: {
    display: 'flex', flexDirection: 'column', rowGap: '2px', padding: '8px',
    borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground2, textAlign: 'center',
  },
  name: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  value: { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  absent: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2 },
  arrow: { display: 'inline-flex', color: tokens.colorNeutralForeground3 },
  links: { display: 'flex', flexWrap: 'wrap', columnGap: '16px', rowGap: '4px' },
});

export function LineDetails({ line }: { readonly line: LogLine }): ReactNode {
  const styles = useStyles();
  const shown = useCall('log.show', { lineId: line.id });
  const { outcome, route, text, sku, order } = line;
  const jobId = shown.data?.jobId ?? null;
  const isAboutStock = line.sentQuantity !== null;
  return (
    <>
      <Facts facts={[
        [LOG.facts.outcome, <StatusBadge tone={OUTCOME_WORDS[outcome].tone}>{OUTCOME_WORDS[outcome].text}</StatusBadge>],
        [LOG.facts.at, formatFully(line.at)],
        [LOG.facts.company, shown.data?.company ?? null],
        [LOG.facts.store, shown.data?.shop ?? null],
        [LOG.facts.route, route === null ? null : route === 'inline' ? LOG.inline : LOG.queued],
      ]} />
      <NumbersOnTheirWay line={line} />
      <p className={styles.text}>{text}</p>
      <div className={styles.links}>
        {sku !== null && <Link href={hrefOf('log', { sku })}>{LOG.moreOfSku}</Link>}
        {sku !== null && <TabLink tab="dashboard" query={{ sku }}>{SKU_WORDS.check}</TabLink>}
        {order !== null && <Link href={hrefOf('log', { order })}>{LOG.moreOfOrder}</Link>}
        {jobId !== null && <TabLink tab="orders" query={{ job: String(jobId) }}>{LOG.openOrder}</TabLink>}
      </div>
      {shown.data === undefined && (shown.problem === null ? <Loading lines={3} /> : <ErrorState problem={shown.problem} onRetry={shown.reload} />)}
      {shown.data !== undefined && isAboutStock && <StoreCallDetails call={shown.data.storeCall} isGone={shown.data.storeCallGone} />}
      {shown.data !== undefined && (!isAboutStock || shown.data.exchange !== null) && <ExchangeDetails exchange={shown.data.exchange} isGone={shown.data.exchangeGone} />}
    </>
  );
}

/** Only lines about stock have numbers. */
function NumbersOnTheirWay({ line }: { readonly line: LogLine }): ReactNode {
  const styles = useStyles();
  const stops = [[LOG.quickbooksValue, line.quickbooksQuantity], [LOG.sentValue, line.sentQuantity], [LOG.storeValue, line.storeQuantity]] as const;
  if (stops.every(([, value]) => value === null)) return null;
  return (
    <ol className={styles.way}>
      {stops.map(([name, value], index) => (
        <Fragment key={name}>
          {index > 0 && <li className={styles.arrow} aria-hidden="true"><ArrowRightRegular /></li>}
          <li className={styles.stop}>
            <span className={styles.name}>{name}</span>
            <span className={mergeClasses(styles.value, value === null && styles.absent)}>{value === null ? LOG.none : formatQuantity(value)}</span>
          </li>
        </Fragment>
      ))}
    </ol>
  );
}

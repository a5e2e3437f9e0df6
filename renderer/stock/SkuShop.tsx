/** One SKU in one store: QuickBooks' number, what was sent, what the store shows, each with its moment, and why they differ. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { useId, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { Facts } from '../parts/Facts.tsx';
import { formatQuantity, withDays } from '../parts/format.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { TabLink } from '../parts/tabs.tsx';
import { SameBadge } from './SameBadge.tsx';
import { StockRule } from './StockRule.tsx';
import { SKU_WORDS as WORDS } from './words.ts';

export type CheckedShop = Output<'sku.check'>['checks'][number]['shops'][number];

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '12px' },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', columnGap: '8px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  part: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  below: { display: 'block', color: tokens.colorNeutralForeground2 },
  list: { margin: 0, paddingInlineStart: '18px', display: 'flex', flexDirection: 'column', rowGap: '4px', overflowWrap: 'anywhere' },
});

export function SkuShop({ shop, isNamed }: { readonly shop: CheckedShop; readonly isNamed: boolean }): ReactNode {
  const styles = useStyles();
  const id = useId();
  const { row, computed, explanation, lastSent, update, whyDifferent, inFlight, lastPollAt, nextPollAt } = shop;
  const { facts } = WORDS;
  return (
    <section className={styles.root} aria-labelledby={id} data-sku={row.sku} data-store={shop.shop}>
      <div className={styles.head}>
        <h3 id={id} className={styles.heading}>{isNamed ? shop.shop : row.name}</h3>
        <SameBadge isSame={shop.isSame} />
      </div>
      <Facts facts={[
        [facts.quickbooks, shop.parts.length === 0 ? WORDS.noStock : <Items shop={shop} />],
        [facts.toSell, <>{computed === null ? WORDS.noNumber : formatQuantity(computed)}<span className={styles.below}>{withDays(explanation)}</span></>],
        [
          facts.lastSent,
          lastSent === null
            ? WORDS.none
            : <>
                {WORDS.answered(
                  formatQuantity(lastSent.sent),
                  lastSent.answered === null ? null : formatQuantity(lastSent.answered),
                )}, <RelativeTime at={lastSent.at} />
              </>,
        ],
        [
          facts.store,
          row.storeQuantity === null
            ? WORDS.none
            : <>
                {formatQuantity(row.storeQuantity)} <span className={styles.quiet}>({WORDS.seen} <RelativeTime at={shop.storeQuantityAt} />)</span>
              </>,
        ],
        [facts.waiting, update === null ? null : WORDS.waiting[update.state]],
        [
          facts.inFlight,
          inFlight.length === 0
            ? null
            : inFlight.map((one) => <p key={`${one.shop} ${one.order}`} className={styles.part}>
                {WORDS.inFlight(formatQuantity(one.pieces), one.order, one.shop)}
              </p>),
        ],
        [facts.poll, <>{WORDS.lastCall} <RelativeTime at={lastPollAt} />{nextPollAt !== null && <>, {WORDS.nextCall} <RelativeTime at={nextPollAt} /></>}</>],
      ]} />
      {whyDifferent.length > 0 && <div>
        <h4 className={styles.heading}>{WORDS.why}</h4>
        <ul className={styles.list}>{whyDifferent.map((reason) => <li key={reason}>{withDays(reason)}</li>)}</ul>
      </div>}
      <StockRule listingId={row.listingId} />
      <TabLink tab="log" query={{ sku: row.sku }}>{WORDS.log}</TabLink>
    </section>
  );
}

function Items({ shop: { parts } }: { readonly shop: CheckedShop }): ReactNode {
  const styles = useStyles();
  return parts.map((part) => (
    <p key={part.listId} className={styles.part}>
      {part.onHand === null
        ? WORDS.noStock
        : WORDS.onHand(
            formatQuantity(part.onHand),
            part.onSalesOrder === null || part.onSalesOrder === 0 ? null : formatQuantity(part.onSalesOrder),
          )}
      {WORDS.item(part.item, parts.length === 1)}{' '}
      <span className={styles.quiet}>({part.readAt === null ? WORDS.neverRead : <>{WORDS.read} <RelativeTime at={part.readAt} /></>})</span>
      {part.askedAt !== null && <span data-asked> {WORDS.atNextCall} <span className={styles.quiet}>({WORDS.since} <RelativeTime at={part.askedAt} />)</span></span>}
    </p>
  ));
}

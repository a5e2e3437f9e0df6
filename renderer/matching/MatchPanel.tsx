/** Beside the list, what is known of the chosen row, and what can be said about it. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Facts } from '../parts/Facts.tsx';
import { formatQuantity } from '../parts/format.ts';
import { useQuestion } from '../parts/Questions.tsx';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { TabLink } from '../parts/tabs.tsx';
import { useDo } from '../parts/useDo.ts';
import { nameOf, type Connections } from '../pending/connections.ts';
import { Counterparts } from './Counterparts.tsx';
import { nameOfListing, titleOf, TONES, type Row } from './rows.ts';
import { useLink, type LinkThem } from './useLink.ts';
import { MATCHING, type MatchTab } from './words.ts';

export type MatchPanelProps = { readonly row: Row; readonly tab: MatchTab; readonly connections: Connections; /** The row is gone, or is another. */ readonly onDone: () => void };

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' },
  text: { margin: 0, overflowWrap: 'anywhere' },
  list: { margin: 0, paddingInlineStart: '20px', display: 'flex', flexDirection: 'column', rowGap: '4px', overflowWrap: 'anywhere' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
});

export function MatchPanel({ row, tab, connections, onDone }: MatchPanelProps): ReactNode {
  const styles = useStyles();
  const link = useLink(onDone);
  const { listing, item } = row;
  const { panel } = MATCHING;
  return (
    <>
      {row.text !== '' && <p className={styles.text}>{row.text}</p>}
      {row.alsoFeeds.length > 0 && tab !== 'duplicates' &&
        <p className={styles.text}><StatusBadge tone="attention">{MATCHING.shared}</StatusBadge> {MATCHING.alsoFeeds(row.alsoFeeds)}</p>}
      {tab !== 'duplicates' && <Facts facts={[
        [MATCHING.columns.grade, row.grade === null ? null : <StatusBadge tone={TONES[row.grade]}>{MATCHING.grades[row.grade]}</StatusBadge>],
        [panel.listing, listing === null ? null : listing.sku === '' ? MATCHING.noSku : listing.sku], [MATCHING.columns.name, listing?.name ?? null],
        [MATCHING.columns.store, listing === null ? null : nameOf(connections, listing.connectionId)],
        [panel.storeShows, listing === null ? null : formatQuantity(listing.storeQuantity)],
        [panel.item, item?.fullName ?? null], [MATCHING.columns.partNumber, item?.partNumber ?? null], [MATCHING.columns.barCode, item?.barCode ?? null],
        [panel.onHand, item === null ? null : formatQuantity(item.onHand)], [MATCHING.columns.source, row.source === null ? null : MATCHING.sources[row.source]],
      ]} />}
      {tab === 'duplicates' && <Members row={row} onDone={onDone} />}
      {tab === 'suggestions' && <PairActions row={row} link={link} onDone={onDone} />}
      {tab === 'links' && <LinkActions row={row} onDone={onDone} />}
      {(tab === 'listings' || tab === 'items') && <LeaveOut row={row} tab={tab} onDone={onDone} />}
      {tab !== 'duplicates' && <Counterparts key={row.key} of={tab === 'items' ? 'item' : 'listing'} listing={listing} item={item} link={link} />}
      {listing !== null && listing.sku !== '' && tab !== 'duplicates' && <TabLink tab="log" query={{ sku: listing.sku }}>{MATCHING.seeLog}</TabLink>}
    </>
  );
}

function PairActions({ row: { listing, item }, link, onDone }: { readonly row: Row; readonly link: LinkThem; readonly onDone: () => void }): ReactNode {
  const styles = useStyles();
  const ignore = useDo('matching.ignore');
  if (listing === null || item === null) return null;
  const refuse = (): void => {
    void ignore.run(
      { listingId: listing.listingId, item: { companyId: item.companyId, listId: item.listId } },
      () => MATCHING.refused(nameOfListing(listing), item.fullName),
    ).then((done) => { if (done) onDone(); });
  };
  return (
    <div className={styles.actions}>
      <Button appearance="primary" disabled={link.isRunning || ignore.isRunning} onClick={() => { link.run(listing, item); }}>{MATCHING.accept}</Button>
      <Button disabled={link.isRunning || ignore.isRunning} onClick={refuse}>{MATCHING.notSame}</Button>
    </div>
  );
}

function LinkActions({ row: { listing, item }, onDone }: { readonly row: Row; readonly onDone: () => void }): ReactNode {
  const styles = useStyles();
  const unlink = useDo('matching.unlink');
  const ask = useQuestion();
  if (listing === null) return null;
  const name = nameOfListing(listing);
  const run = (): void => { void unlink.run({ listingId: listing.listingId }, (was) => MATCHING.unlinked(name, was.item)).then((done) => { if (done) onDone(); }); };
  return (
    <div className={styles.actions}>
      <Button disabled={unlink.isRunning}
        onClick={() => {
          ask({
            title: MATCHING.unlinkTitle(name), text: MATCHING.unlinkText(name, item?.fullName ?? ''),
            confirm: MATCHING.unlink, onConfirm: run,
          });
        }}>
        {MATCHING.unlink}
      </Button>
    </div>
  );
}

function LeaveOut({ row, tab, onDone }: { readonly row: Row; readonly tab: MatchTab; readonly onDone: () => void }): ReactNode {
  const styles = useStyles();
  const ignore = useDo('matching.ignore');
  const { listing, item, isLeftOut } = row;
  const about = listing !== null ? { listingId: listing.listingId } : item === null ? null : { item: { companyId: item.companyId, listId: item.listId } };
  if (about === null) return null;
  const name = titleOf(row, tab);
  const run = (): void => {
    void ignore.run({ ...about, undo: isLeftOut }, () => (isLeftOut ? MATCHING.takenIn(name) : MATCHING.wasLeftOut(name)))
      .then((done) => { if (done) onDone(); });
  };
  return <div className={styles.actions}>
    <Button disabled={ignore.isRunning} {...(isLeftOut ? {} : { title: MATCHING.leaveOutHint })} onClick={run}>
      {isLeftOut ? MATCHING.takeIn : MATCHING.leaveOut}
    </Button>
  </div>;
}

/** What is there twice, each with its own list to go on in. */
function Members({ row, onDone }: { readonly row: Row; readonly onDone: () => void }): ReactNode {
  const styles = useStyles();
  const unlink = useDo('matching.unlink');
  const isFed = row.members.some(({ listingId, listId }) => listingId !== null && listId !== null);
  return (
    <>
      <h3 className={styles.heading}>{MATCHING.members}</h3>
      <ul className={styles.list}>
        {row.members.map(({ label, listingId, listId }) => (
          <li key={`${String(listingId)} ${String(listId)}`}>
            {label}{' '}
            {isFed && listingId !== null && <Button size="small" disabled={unlink.isRunning} aria-label={`${MATCHING.unlink} ${label}`}
              onClick={() => { void unlink.run({ listingId }, (was) => MATCHING.unlinked(label, was.item)).then((done) => { if (done) onDone(); }); }}>{MATCHING.unlink}</Button>}
          </li>
        ))}
      </ul>
      <p className={styles.text}>{MATCHING.membersAbout}</p>
    </>
  );
}

/** What one listing, or one item, may belong to: what is suggested, and what the reader finds by a search. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import { useCall } from '../engine/useCall.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { SearchField } from '../parts/Toolbar.tsx';
import { nameOfListing, TONES, type Item, type Listing, type Row } from './rows.ts';
import type { LinkThem } from './useLink.ts';
import { MATCHING } from './words.ts';

export type CounterpartsProps = { readonly of: 'listing' | 'item'; readonly listing: Listing | null; readonly item: Item | null; readonly link: LinkThem };

const useStyles = makeStyles({
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: '8px' },
  one: {
    display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', columnGap: '8px', rowGap: '2px',
    alignItems: 'start', padding: '8px 0', borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  // Across both columns: the second is as wide as its widest text, and belongs to the button.
  more: { gridColumnStart: 1, gridColumnEnd: -1, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** As the engine takes it: shorter texts find nearly everything. */
const LEAST = 2;

export function Counterparts({ of, listing, item, link }: CounterpartsProps): ReactNode {
  const styles = useStyles();
  const [search, setSearch] = useState('');
  const isListing = of === 'listing';
  const about = isListing ? { listingId: listing?.listingId ?? 0 } : { item: { companyId: item?.companyId ?? 0, listId: item?.listId ?? '' } };
  const found = useCall('matching.candidates', { ...about, ...(search.length < LEAST ? {} : { search }) }, { enabled: isListing ? listing !== null : item !== null });
  const rows = found.data?.rows ?? [];
  return (
    <>
      <h3 className={styles.heading}>{MATCHING.counterparts[of]}</h3>
      <SearchField label={MATCHING.find[of]} placeholder={MATCHING.findHint[of]} value={search} onSearch={setSearch} />
      {found.problem !== null && <ErrorState problem={found.problem} onRetry={found.reload} />}
      {found.isLoading && <Loading lines={3} />}
      {found.data !== undefined && rows.length === 0 && <p className={styles.text}>{search.length < LEAST ? MATCHING.noneSuggested[of] : MATCHING.noneFoundHere}</p>}
      <ul className={styles.list}>{rows.map((row) => <li key={row.key}><Counterpart row={row} isListing={isListing} link={link} /></li>)}</ul>
    </>
  );
}

function Counterpart({ row, isListing, link }: { readonly row: Row; readonly isListing: boolean; readonly link: LinkThem }): ReactNode {
  const styles = useStyles();
  const { listing, item } = row;
  if (listing === null || item === null) return null;
  const name = isListing ? item.fullName : nameOfListing(listing);
  const notes = [isListing ? '' : listing.name, row.text, row.alsoFeeds.length === 0 ? '' : MATCHING.alsoFeeds(row.alsoFeeds)].filter((text) => text !== '' && text !== name);
  return (
    <div className={styles.one}>
      <span className={styles.name}>{name}</span>
      {row.source === null
        ? <Button size="small" disabled={link.isRunning} aria-label={MATCHING.linkTo(name)} onClick={() => { link.run(listing, item); }}>
            {MATCHING.link}
          </Button>
        : <span />}
      {row.grade !== null && <span className={styles.more}><StatusBadge tone={TONES[row.grade]}>{MATCHING.grades[row.grade]}</StatusBadge></span>}
      {notes.map((text) => <span key={text} className={styles.more}>{text}</span>)}
    </div>
  );
}

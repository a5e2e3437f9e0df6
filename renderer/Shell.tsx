/** The frame around every page: the product's name with the bridge's colour, the tabs, and a word while the bridge does not answer. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Output } from '../src/contract/contract.ts';
import { formatCount } from './parts/format.ts';
import { LostBar } from './parts/LostBar.tsx';
import type { Tab } from './parts/tabs.tsx';
import { hrefOf } from './route.ts';
import { WORDS } from './words.ts';

export type ShellProps = {
  readonly tabs: readonly Tab[];
  readonly current: Tab;
  readonly status: Output<'status.show'>;
  readonly isLost: boolean;
  /** A reminder above the page. */
  readonly banner?: ReactNode;
  /** For tests and other programs that look at the window. */
  readonly state: Readonly<Record<`data-${string}`, string | boolean>>;
  readonly children: ReactNode;
};

const useStyles = makeStyles({
  root: { display: 'grid', gridTemplateColumns: '208px minmax(0, 1fr)', height: '100%', backgroundColor: tokens.colorNeutralBackground2 },
  side: {
    display: 'flex', flexDirection: 'column', rowGap: '8px', padding: '16px 8px',
    backgroundColor: tokens.colorNeutralBackground3, borderInlineEndWidth: '1px',
    borderInlineEndStyle: 'solid', borderInlineEndColor: tokens.colorNeutralStroke2, overflowY: 'auto',
  },
  product: { display: 'flex', alignItems: 'center', columnGap: '10px', padding: '4px 12px 12px', fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase400 },
  dot: { width: '10px', height: '10px', borderRadius: '50%', flexShrink: 0 },
  good: { backgroundColor: tokens.colorStatusSuccessBackground3 },
  attention: { backgroundColor: tokens.colorStatusWarningBackground3 },
  stopped: { backgroundColor: tokens.colorStatusDangerBackground3 },
  starting: { backgroundColor: tokens.colorBrandBackground },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: '2px' },
  link: {
    display: 'flex', alignItems: 'center', columnGap: '12px', minHeight: '36px', padding: '0 12px', borderRadius: tokens.borderRadiusMedium, color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none', borderInlineStartWidth: '3px',
    borderInlineStartStyle: 'solid', borderInlineStartColor: 'transparent',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderInlineStartColor: tokens.colorBrandStroke1, fontWeight: tokens.fontWeightSemibold,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  icon: { fontSize: '20px', display: 'inline-flex' },
  count: { marginInlineStart: 'auto', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  body: { display: 'flex', flexDirection: 'column', minWidth: 0, minHeight: 0, height: '100%' },
  // A field that the Tab key reaches is not left behind the bar that saves.
  main: { flexGrow: 1, minHeight: 0, overflowY: 'auto', scrollPaddingBottom: '88px', ':focus-visible': { outlineStyle: 'none' } },
  skip: {
    position: 'absolute', insetInlineStart: '8px', top: '-100px', zIndex: 20, padding: '8px 12px',
    backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorBrandForegroundLink,
    ':focus': { top: '8px' },
  },
});

export function Shell({ tabs, current, status, isLost, banner, state, children }: ShellProps): ReactNode {
  const styles = useStyles();
  const main = useRef<HTMLElement>(null);
  const before = useRef(current.key);
  useEffect(() => {
    // A new page begins at its top, for the eye and for the screen reader.
    if (before.current !== current.key) main.current?.focus();
    before.current = current.key;
    main.current?.scrollTo({ top: 0 });
  }, [current.key]);
  return (
    <div className={styles.root} {...state}>
      <a className={styles.skip} href="#content" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>{WORDS.skip}</a>
      <div className={styles.side} role="banner">
        <div className={styles.product}><span className={mergeClasses(styles.dot, styles[status.health])} aria-hidden="true" />{WORDS.product}</div>
        <nav aria-label={WORDS.navigation}>
          <ul className={styles.list}>
            {tabs.filter((tab) => tab.isAside !== true).map((tab) => <li key={tab.key}><TabItem tab={tab} isCurrent={tab.key === current.key} status={status} /></li>)}
          </ul>
        </nav>
      </div>
      <div className={styles.body}>
        <div role="status" aria-live="polite">
          {isLost && <LostBar />}
        </div>
        {banner}
        <main id="content" ref={main} className={styles.main} tabIndex={-1}>{children}</main>
      </div>
    </div>
  );
}

function TabItem({ tab, isCurrent, status }: { readonly tab: Tab; readonly isCurrent: boolean; readonly status: Output<'status.show'> }): ReactNode {
  const styles = useStyles();
  const count = tab.count?.(status) ?? 0;
  const { icon: Icon } = tab;
  return (
    <a href={hrefOf(tab.key)} className={mergeClasses(styles.link, isCurrent && styles.current)} {...(isCurrent ? { 'aria-current': 'page' as const } : {})}>
      <span className={styles.icon} aria-hidden="true"><Icon /></span>
      {tab.title}
      {count > 0 && <span className={styles.count}>{formatCount(count)}</span>}
    </a>
  );
}

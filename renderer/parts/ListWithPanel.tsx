/** A list with what is chosen in it beside: a panel that follows the choice, is entered with Enter and left with Escape. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useCallback, useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { WORDS } from '../words.ts';

export type SidePanel = {
  readonly title: string;
  /** Another key is another thing: the panel begins at its top again. */
  readonly key: string | number;
  /** Counts how often it was asked for by Enter or a link: each time the keyboard goes into the panel. */
  readonly entered: number;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

export type ListWithPanelProps = {
  readonly children: ReactNode;
  readonly panel: SidePanel | null;
  /** True: the panel takes more than half. */
  readonly isWide?: boolean;
};

const NARROW = '@media (max-width: 1180px)';

const useStyles = makeStyles({
  root: { position: 'relative', display: 'flex', columnGap: '12px', flexGrow: 1, minHeight: 0, minWidth: 0 },
  list: { display: 'flex', flexGrow: 1, flexBasis: 0, minWidth: 0, minHeight: 0 },
  panel: {
    display: 'flex', flexDirection: 'column', width: '400px', flexShrink: 0, minHeight: 0, boxSizing: 'border-box', borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground1, overflow: 'hidden',
    // Where there is no room beside the list, the panel lies over it.
    [NARROW]: { position: 'absolute', insetBlock: 0, insetInlineEnd: 0, maxWidth: '100%', boxShadow: tokens.shadow28, zIndex: 5 },
  },
  wide: { width: '600px' },
  head: { display: 'flex', alignItems: 'flex-start', justifyContent: 'space-between', columnGap: '8px', padding: '12px 12px 8px 16px' },
  title: {
    margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere', ':focus': { outlineStyle: 'none' },
  },
  body: {
    flexGrow: 1, minHeight: 0, overflowY: 'auto', padding: '0 16px 16px', display: 'flex', flexDirection: 'column', rowGap: '16px',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
});

export function ListWithPanel({ children, panel, isWide = false }: ListWithPanelProps): ReactNode {
  const styles = useStyles();
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const entered = panel?.entered ?? 0;
  const key = panel?.key;
  const onClose = panel?.onClose;

  useEffect(() => { if (entered > 0) heading.current?.focus(); }, [entered]);
  useEffect(() => { body.current?.scrollTo({ top: 0 }); }, [key]);

  const close = useCallback(() => {
    onClose?.();
    root.current?.querySelector<HTMLElement>('[role=grid]')?.focus();
  }, [onClose]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  };

  return (
    <div ref={root} className={styles.root} data-list>
      <div className={styles.list}>{children}</div>
      {panel !== null && (
        <section className={mergeClasses(styles.panel, isWide && styles.wide)} aria-labelledby={id} onKeyDown={onKeyDown}>
          <div className={styles.head}>
            <h2 id={id} ref={heading} tabIndex={-1} className={styles.title}>{panel.title}</h2>
            <Button appearance="subtle" icon={<DismissRegular />} aria-label={WORDS.dismiss} onClick={close} />
          </div>
          <div ref={body} className={styles.body} tabIndex={0} role="group" aria-labelledby={id}>{panel.children}</div>
        </section>
      )}
    </div>
  );
}

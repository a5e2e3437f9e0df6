/** The frame of a tab: its heading, what can be done with all of it, and its content. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useRef, type ReactNode } from 'react';
import { WORDS } from '../words.ts';

export type PageProps = {
  readonly title: string;
  /** One sentence below the heading. */
  readonly about?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** True: the content fills the window and scrolls inside itself (long tables). */
  readonly isFull?: boolean;
};

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '16px', padding: '20px 24px 24px', boxSizing: 'border-box', minHeight: '100%' },
  full: { height: '100%', minHeight: '480px' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', justifyContent: 'space-between', columnGap: '16px', rowGap: '8px' },
  title: {
    margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold, ':focus-visible': { outlineOffset: '4px' }, ':focus': { outlineStyle: 'none' },
  },
  about: { margin: '2px 0 0', color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' },
});

export function Page({ title, about, actions, children, isFull = false }: PageProps): ReactNode {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { document.title = WORDS.windowTitle(title); }, [title]);
  return (
    <div className={mergeClasses(styles.root, isFull && styles.full)}>
      <div className={styles.head}>
        <div>
          <h1 ref={heading} className={styles.title}>{title}</h1>
          {about !== undefined && <p className={styles.about}>{about}</p>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

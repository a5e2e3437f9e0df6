/** Grey bars in the place of what is on its way; they show only when it takes a moment. */
import { makeStyles, Skeleton, SkeletonItem } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { WORDS } from '../words.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex', flexDirection: 'column', rowGap: '12px', padding: '8px 0',
    animationName: { from: { opacity: 0 }, to: { opacity: 1 } }, animationDuration: '150ms', animationDelay: '150ms', animationFillMode: 'both',
  },
});

export function Loading({ lines = 4, label = WORDS.loading }: { readonly lines?: number; readonly label?: string }): ReactNode {
  const styles = useStyles();
  return (
    <Skeleton className={styles.root} aria-label={label}>
      {Array.from({ length: lines }, (_, index) => <SkeletonItem key={index} size={20} />)}
    </Skeleton>
  );
}

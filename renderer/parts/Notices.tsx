/** One line at the foot of the window that says what an action came to, shown and spoken, and gone after a while. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, DismissRegular, ErrorCircleFilled } from '@fluentui/react-icons';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Problem } from '../../src/domain/problem.ts';
import { WORDS } from '../words.ts';
import { withDays } from './format.ts';

type Notice = { readonly id: number; readonly text: string; readonly isProblem: boolean };
export type Notify = { readonly done: (text: string) => void; readonly failed: (problem: Pick<Problem, 'what' | 'todo'>) => void };

const Context = createContext<Notify>({ done: () => undefined, failed: () => undefined });
/** Milliseconds; a problem stays until it is closed. */
const SHOWN = 6_000;

const useStyles = makeStyles({
  place: { position: 'fixed', insetBlockEnd: '16px', insetInlineEnd: '16px', maxWidth: '480px', zIndex: 10 },
  notice: {
    display: 'flex', alignItems: 'center', columnGap: '10px', padding: '8px 8px 8px 14px', borderRadius: tokens.borderRadiusMedium, boxShadow: tokens.shadow16,
    backgroundColor: tokens.colorNeutralBackground1, border: `1px solid ${tokens.colorNeutralStroke1}`, overflowWrap: 'anywhere',
  },
  good: { color: tokens.colorStatusSuccessForeground1, fontSize: '18px', display: 'inline-flex' },
  bad: { color: tokens.colorStatusDangerForeground1, fontSize: '18px', display: 'inline-flex' },
});

export function Notices({ children }: { readonly children: ReactNode }): ReactNode {
  const styles = useStyles();
  const [notice, setNotice] = useState<Notice | null>(null);
  const show = useCallback((text: string, isProblem: boolean) => { setNotice((former) => ({ id: (former?.id ?? 0) + 1, text, isProblem })); }, []);
  useEffect(() => {
    if (notice === null || notice.isProblem) return undefined;
    const timer = setTimeout(() => { setNotice(null); }, SHOWN);
    return () => { clearTimeout(timer); };
  }, [notice]);
  const notify = useMemo((): Notify => ({ done: (text) => { show(text, false); }, failed: ({ what, todo }) => { show(withDays(`${what} ${todo}`), true); } }), [show]);
  return (
    <Context value={notify}>
      {children}
      <div className={styles.place} role="status" aria-live="polite">
        {notice !== null && (
          <div className={styles.notice}>
            <span className={notice.isProblem ? styles.bad : styles.good} aria-hidden="true">{notice.isProblem ? <ErrorCircleFilled /> : <CheckmarkCircleFilled />}</span>
            <span>{notice.text}</span>
            <Button size="small" appearance="subtle" icon={<DismissRegular />} aria-label={WORDS.dismiss} onClick={() => { setNotice(null); }} />
          </div>
        )}
      </div>
    </Context>
  );
}

export function useNotify(): Notify {
  return useContext(Context);
}

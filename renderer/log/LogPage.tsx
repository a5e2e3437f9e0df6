/** The sync log: every line that was written, found by SKU, order, words, date, outcome or store, and opened beside the list. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { DocumentSearchRegular, SearchRegular } from '@fluentui/react-icons';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useCall } from '../engine/useCall.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { Page } from '../parts/Page.tsx';
import { ListWithPanel } from '../parts/ListWithPanel.tsx';
import { storesOf, type Stores } from '../parts/stores.ts';
import { useIsNarrow } from '../parts/useIsNarrow.ts';
import { VirtualTable } from '../parts/VirtualTable.tsx';
import { refine, useRoute } from '../route.ts';
import { ExportButton } from './ExportButton.tsx';
import { LineDetails, titleOf } from './LineDetails.tsx';
import { LogFilters } from './LogFilters.tsx';
import { columnsFor } from './logColumns.tsx';
import { questionOf, withPart, type LogFilter } from './question.ts';
import { useLogRows, type LogLine, type LogRows } from './useLogRows.ts';
import { LOG } from './words.ts';

type Companies = Output<'status.show'>['companies'];

const NO_COMPANIES: Companies = [];
const NO_CONNECTIONS: Stores = [];

const useStyles = makeStyles({
  above: { display: 'flex', alignItems: 'center', columnGap: '12px', minHeight: '24px', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  news: { display: 'inline-flex', alignItems: 'center', columnGap: '8px', marginInlineStart: 'auto', color: tokens.colorNeutralForeground1 },
  head: { display: 'flex', flexDirection: 'column', rowGap: '8px' },
});

export function LogPage(): ReactNode {
  const styles = useStyles();
  const route = useRoute();
  // The address of another tab is seen for a moment on the way there.
  const [filter, setFilter] = useState<LogFilter>(route.query);
  const question = useMemo(() => questionOf(filter), [filter]);
  const [chosen, setChosen] = useState<LogLine | null>(null);
  const [entered, setEntered] = useState(0);
  if (route.tab === 'log' && filter !== route.query) {
    setFilter(route.query);
    // Another question: the line that was open belongs to the former one.
    setChosen(null);
    setEntered(0);
  }
  const status = useCall('status.show', {});
  const rows = useLogRows(question);

  const connections = useMemo(() => (status.data === undefined ? NO_CONNECTIONS : storesOf(status.data.companies)), [status.data]);
  const companies = status.data?.companies ?? NO_COMPANIES;
  const isOpen = chosen !== null;
  const isNarrow = useIsNarrow();
  const columns = useMemo(() => columnsFor({ companies, connections }, isOpen, isNarrow), [companies, connections, isOpen, isNarrow]);
  const setPart = useCallback((name: string, value: string) => { refine('log', withPart(filter, name, value)); }, [filter]);
  const open = useCallback((line: LogLine) => {
    setChosen(line);
    setEntered((times) => times + 1);
  }, []);
  const choose = useCallback((line: LogLine | null) => {
    setChosen(line);
    if (line === null) setEntered(0);
  }, []);
  const close = useCallback(() => { choose(null); }, [choose]);

  const empty = Object.keys(question).length === 0
    ? <EmptyState icon={DocumentSearchRegular} {...LOG.empty} />
    : <EmptyState icon={SearchRegular} {...LOG.noneFound}><Button onClick={() => { refine('log', {}); }}>{LOG.clear}</Button></EmptyState>;
  return (
    <Page title={LOG.title} about={LOG.about} isFull actions={<ExportButton question={question} />}>
      <div className={styles.head}>
        <LogFilters filter={filter} companies={companies} connections={connections} onPart={setPart} />
        <Above rows={rows} className={styles.above} newsClass={styles.news} />
      </div>
      <ListWithPanel panel={chosen === null ? null : {
        title: titleOf(chosen), key: chosen.id, entered, onClose: close, children: <LineDetails line={chosen} />,
      }}>
        <VirtualTable label={LOG.table} columns={columns} rows={rows} rowKey={(line) => line.id} selectedKey={chosen?.id ?? null} onSelect={choose} onOpen={open} empty={empty}
          isNarrow={isOpen} />
      </ListWithPanel>
    </Page>
  );
}

function Above({ rows, className, newsClass }: { readonly rows: LogRows; readonly className: string; readonly newsClass: string }): ReactNode {
  return (
    <div className={className} role="status" aria-live="polite">
      {rows.total !== undefined && rows.total > 0 && <span>{LOG.lines(rows.total, rows.isExact)}</span>}
      {rows.hasNews && <span className={newsClass}>{LOG.news}<Button size="small" onClick={rows.showNews}>{LOG.showNews}</Button></span>}
    </div>
  );
}

/** Above the sync log: what to look for. What came with a link (one SKU, one order) is shown as a filter that can be taken out. */
import { Button, Input, makeStyles, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useCallback, useId, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { OUTCOMES } from '../../src/domain/syncLog.ts';
import type { Stores } from '../parts/stores.ts';
import { FilterField, SearchField, Toolbar } from '../parts/Toolbar.tsx';
import { refine } from '../route.ts';
import { WORDS } from '../words.ts';
import type { LogFilter } from './question.ts';
import { LOG, OUTCOME_WORDS } from './words.ts';

export type LogFiltersProps = {
  readonly filter: LogFilter;
  readonly companies: Output<'status.show'>['companies'];
  readonly connections: Stores;
  readonly onPart: (name: string, value: string) => void;
};

const OUTCOME_CHOICES = [{ value: '', text: LOG.anyOutcome }, ...OUTCOMES.map((value) => ({ value, text: OUTCOME_WORDS[value].text }))] as const;

const useStyles = makeStyles({
  field: { display: 'flex', flexDirection: 'column', rowGap: '2px' },
  label: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  date: { width: '150px' },
});

export function LogFilters({ filter, companies, connections, onPart }: LogFiltersProps): ReactNode {
  const onSearch = useCallback((text: string) => { onPart('words', text); }, [onPart]);
  const { sku = '', order = '' } = filter;
  return (
    <Toolbar>
      <SearchField label={LOG.search} placeholder={LOG.searchHint} value={filter['words'] ?? ''} onSearch={onSearch} />
      <FilterField label={LOG.outcome} value={filter['outcome'] ?? ''} choices={OUTCOME_CHOICES} onChange={(value) => { onPart('outcome', value); }} />
      {companies.length > 1 && <FilterField label={LOG.company} value={filter['company'] ?? ''} onChange={(value) => { onPart('company', value); }}
        choices={[{ value: '', text: LOG.allCompanies }, ...companies.map(({ id, name }) => ({ value: String(id), text: name }))]} />}
      {connections.length > 1 && <FilterField label={LOG.store} value={filter['store'] ?? ''} onChange={(value) => { onPart('store', value); }}
        choices={[{ value: '', text: WORDS.allStores }, ...connections.map(({ id, name }) => ({ value: String(id), text: name }))]} />}
      <DayField label={LOG.from} value={filter['from'] ?? ''} onChange={(value) => { onPart('from', value); }} />
      <DayField label={LOG.to} value={filter['to'] ?? ''} onChange={(value) => { onPart('to', value); }} />
      {sku !== '' && <Only text={LOG.onlySku(sku)} onTakeOut={() => { onPart('sku', ''); }} />}
      {order !== '' && <Only text={LOG.onlyOrder(order)} onTakeOut={() => { onPart('order', ''); }} />}
      {Object.keys(filter).length > 1 && <Button appearance="subtle" onClick={() => { refine('log', {}); }}>{LOG.clear}</Button>}
    </Toolbar>
  );
}

function Only({ text, onTakeOut }: { readonly text: string; readonly onTakeOut: () => void }): ReactNode {
  return <Button icon={<DismissRegular />} iconPosition="after" aria-label={LOG.takeOut(text)} onClick={onTakeOut}>{text}</Button>;
}

/** The system's own date field: typed or picked, in the reader's own order of day and month. */
function DayField({ label, value, onChange }: { readonly label: string; readonly value: string; readonly onChange: (value: string) => void }): ReactNode {
  const styles = useStyles();
  const id = useId();
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>{label}</label>
      <Input id={id} type="date" className={styles.date} value={value} max="9999-12-31" onChange={(_, data) => { onChange(data.value); }} />
    </div>
  );
}

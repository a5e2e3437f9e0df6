/** The columns of the sync log; fewer while a line is open beside it or the window is small. */
import type { Output } from '../../src/contract/contract.ts';
import { formatFully, formatMoment, formatQuantity } from '../parts/format.ts';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import type { Column } from '../parts/tableParts.tsx';
import type { LogLine } from './useLogRows.ts';
import { LOG, OUTCOME_WORDS } from './words.ts';

type Connections = Output<'status.show'>['companies'][number]['connections'];

export function aboutOf({ sku, order }: Pick<LogLine, 'sku' | 'order'>): string {
  if (sku !== null) return sku;
  return order === null ? '' : LOG.order(order);
}

export function columnsFor(connections: Connections, isOpen: boolean, isNarrow: boolean): readonly Column<LogLine>[] {
  const { columns } = LOG;
  const storeOf = ({ connectionId }: LogLine): string => connections.find(({ id }) => id === connectionId)?.name ?? '';
  const outcome: Column<LogLine> = {
    key: 'outcome', title: columns.outcome, width: '145px', tip: (line) => OUTCOME_WORDS[line.outcome].text,
    cell: (line) => <StatusBadge tone={OUTCOME_WORDS[line.outcome].tone}>{OUTCOME_WORDS[line.outcome].text}</StatusBadge>,
  };
  return [
    { key: 'at', title: columns.at, width: '150px', cell: (line) => formatMoment(line.at, Date.now()), tip: (line) => formatFully(line.at) },
    { key: 'about', title: columns.about, width: '150px', cell: aboutOf },
    ...(connections.length > 1 && !isOpen ? [{ key: 'store', title: columns.store, width: '120px', cell: storeOf }] : []),
    outcome,
    ...(isOpen || isNarrow ? [] : [
      { key: 'quickbooks', title: columns.quickbooks, width: '122px', align: 'end' as const, cell: (line: LogLine) => quantity(line.quickbooksQuantity) },
      { key: 'sent', title: columns.sent, width: '66px', align: 'end' as const, cell: (line: LogLine) => quantity(line.sentQuantity) },
      { key: 'answered', title: columns.answered, width: '104px', align: 'end' as const, cell: (line: LogLine) => quantity(line.storeQuantity) },
    ]),
    { key: 'text', title: columns.text, cell: (line) => line.text },
  ];
}

/** Most lines have no numbers: a dash in each would be noise. */
function quantity(value: LogLine['sentQuantity']): string {
  return value === null ? '' : formatQuantity(value);
}

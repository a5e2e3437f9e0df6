/** The columns of the sync log; fewer while a line is open beside it or the window is small. */
import type { Output } from '../../src/contract/contract.ts';
import { formatFully, formatMoment, formatQuantity } from '../parts/format.ts';
import { StatusBadge } from '../parts/StatusBadge.tsx';
import { storeWidth, type Stores } from '../parts/stores.ts';
import type { Column } from '../parts/tableParts.tsx';
import type { LogLine } from './useLogRows.ts';
import { LOG, OUTCOME_WORDS } from './words.ts';

type Owners = { readonly companies: Output<'status.show'>['companies']; readonly connections: Stores };

export function aboutOf({ sku, order }: Pick<LogLine, 'sku' | 'order'>): string {
  if (sku !== null) return sku;
  return order === null ? '' : LOG.order(order);
}

export function columnsFor({ companies, connections }: Owners, isOpen: boolean, isNarrow: boolean): readonly Column<LogLine>[] {
  const { columns } = LOG;
  // A line that is about no store is about a company: where there are several, its name says which.
  const storeOf = ({ connectionId, companyId }: LogLine): string =>
    connections.find(({ id }) => id === connectionId)?.name ?? (companies.length > 1 ? companies.find(({ id }) => id === companyId)?.name ?? '' : '');
  const outcome: Column<LogLine> = {
    key: 'outcome', title: columns.outcome, width: '160px', tip: (line) => OUTCOME_WORDS[line.outcome].text,
    cell: (line) => <StatusBadge tone={OUTCOME_WORDS[line.outcome].tone}>{OUTCOME_WORDS[line.outcome].text}</StatusBadge>,
  };
  return [
    { key: 'at', title: columns.at, width: '142px', cell: (line) => formatMoment(line.at, Date.now()), tip: (line) => formatFully(line.at) },
    { key: 'about', title: columns.about, width: '143px', cell: aboutOf },
    ...(connections.length > 1 && !isOpen ? [{ key: 'store', title: columns.store, width: storeWidth(connections, 120), cell: storeOf, tip: storeOf }] : []),
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

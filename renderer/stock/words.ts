/** The sentences about single SKUs. */
import type { Output } from '../../src/contract/contract.ts';
import type { UpdateState } from '../../src/domain/update.ts';
import { formatCount } from '../parts/format.ts';
import { counted } from '../words.ts';

type Sent = Output<'sku.sendNow'>['sent'][number];

export const SKU_WORDS = {
  title: (skus: readonly string[]): string => (skus.length === 1 ? `SKU ${skus[0] ?? ''}` : `${formatCount(skus.length)} SKUs`),
  check: 'Check this SKU',
  checkShown: (count: number): string => (count === 1 ? 'Check the one shown' : `Check the ${formatCount(count)} shown`),
  compare: 'Compare now',
  comparing: 'Comparing …',
  send: 'Send now',
  sending: 'Sending …',
  about: 'The store is asked at once. QuickBooks answers only when the Web Connector calls.',
  same: 'The same',
  different: 'Different',
  unknown: 'Not known',
  notSold: (sku: string): string => `No store sells “${sku}”.`,
  near: (names: readonly string[]): string => (names.length === 0 ? 'Give it as the store spells it.' : `Did you mean ${names.join(' or ')}?`),

  facts: {
    quickbooks: 'QuickBooks has',
    asked: 'Asked again',
    toSell: 'To sell',
    lastSent: 'Sent last',
    store: 'Store shows',
    waiting: 'New number',
    inFlight: 'In flight',
    poll: 'Web Connector',
  },
  item: (item: string, isAlone: boolean): string => (isAlone ? '' : ` of ${item}`),
  onHand: (quantity: string, onSalesOrder: string | null): string => (onSalesOrder === null ? `${quantity} on hand` : `${quantity} on hand, ${onSalesOrder} on sales orders`),
  noStock: 'no stock item',
  read: 'read',
  neverRead: 'never read',
  seen: 'seen',
  since: 'wanted since',
  atNextCall: 'QuickBooks is asked when the Web Connector calls next.',
  none: 'none yet',
  noNumber: 'no number',
  answered: (sent: string, answered: string | null): string => (answered === null ? `${sent}, no answer` : `${sent}, the store answered ${answered}`),
  waiting: {
    pending: 'waits in the queue',
    pushing: 'is on its way',
    held: 'is held for your approval',
    failed: 'was not taken by the store',
  } satisfies Readonly<Record<UpdateState, string>>,
  inFlight: (pieces: string, order: string, store: string): string => `${pieces} in order ${order} of ${store}`,
  nextCall: 'expected',
  lastCall: 'last called',
  why: 'Why they differ',
  noReason: 'Both agree; there is nothing to explain.',
  log: 'Its lines in the sync log',

  results: 'What came of sending',
  result({ kind, sent, answered, text }: Sent, show: (quantity: Sent['sent']) => string): string {
    switch (kind) {
      case 'confirmed': return `${show(sent)} sent, ${show(answered)} confirmed.`;
      case 'waits': return `It stays in the queue. ${text}`;
      case 'held': return `It is held. ${text}`;
      case 'skipped': return `Nothing to send. ${text}`;
      case 'failed': return `The store would not take it. ${text}`;
      case 'unreachable': return `It was not sent. ${text}`;
    }
  },
  compared: (asked: number): string => `The store was read. QuickBooks will be asked for ${counted(asked, 'item')} when the Web Connector calls next.`,
  comparedNot: (store: string, what: string): string => `${store} could not be read: ${what}`,
  sentAll: (confirmed: number, total: number): string => (confirmed === total
    ? `${counted(total, 'number')} confirmed.`
    : `${formatCount(confirmed)} of ${counted(total, 'number')} confirmed; the rest is explained below.`),
  table: { label: 'The SKUs compared', sku: 'SKU', store: 'Store', quickbooks: 'QuickBooks', toSell: 'To sell', sent: 'Sent', shows: 'Store shows', state: 'State' },
} as const;

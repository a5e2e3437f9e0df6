/** One good input for every call, so that the tests can spoil it in every way. */
import type { Contract, Input } from '../../../src/contract/contract.ts';
import type { CallName } from '../../../src/contract/defineContract.ts';
import { instant } from '../../../src/domain/calendar.ts';

const at = instant(Date.UTC(2026, 10, 21));

export const examples: { readonly [N in CallName<Contract>]: Input<N> } = {
  'status.show': {},
  'companies.list': {},
  'companies.status': { companyId: 1 },
  'companies.approve': { companyId: 1, seen: { problem: 'confirmCompany', name: 'Maple', path: 'C:\\Books\\Maple.qbw' } },
  'companies.sweep': { companyId: 1 },
  'companies.sync': { companyId: 1 },
  'connections.list': { companyId: 1 },
  'connections.check': { connectionId: 1 },
  'connections.pull': { connectionId: 1 },
  'sessions.last': { companyId: 1 },
  'jobs.list': { companyId: 1, connectionId: 1, states: ['needsAttention', 'inDoubt'], families: ['order'], search: '1001', before: 7, limit: 50 },
  'jobs.show': { jobId: 1 },
  'jobs.retry': { jobId: 1 },
  'jobs.cancel': { jobId: 1 },
  'jobs.markEntered': { jobId: 1, txnId: '1A2B-1234567890' },
  'jobs.settle': { jobId: 1, entered: true, txnId: '1A2B-1234567890' },
  'exchanges.show': { exchangeId: 1 },
  'updates.list': { connectionId: 1, state: 'pending', after: { dueSince: at, listingId: 1 }, limit: 50 },
  'updates.count': { connectionId: 1 },
  'updates.retry': { connectionId: 1, listingId: 1 },
  'updates.skip': { connectionId: 1, listingId: 1 },
  'updates.approveHeld': { connectionId: 1 },
  'updates.discardHeld': { connectionId: 1 },
  'updates.send': { connectionId: 1 },
  'log.search': { sku: 'MUG', order: '1001', connectionId: 1, outcome: 'confirmed', before: 9, limit: 50 },
  'pc.show': {},
  'pc.change': { change: { port: 47_900, startAtLogin: false } },
  'pc.chooseFolder': {},
  'pc.openQwc': { companyId: 1, minutes: 10 },
  'pc.saveQwc': { companyId: 1, minutes: 10 },
  'pc.openLink': { url: 'https://shop.example/wp-admin/' },
  'pc.showDataFolder': {},
  'pc.checkForUpdate': {},
  'pc.installUpdate': {},
  'pc.restartEngine': {},
};

/** Fields a caller may leave out. */
export const OPTIONAL: Readonly<Partial<Record<CallName<Contract>, readonly string[]>>> = {
  'connections.list': ['companyId'],
  'jobs.list': ['companyId', 'connectionId', 'states', 'families', 'search', 'before', 'limit'],
  'jobs.markEntered': ['txnId'],
  'jobs.settle': ['txnId'],
  'updates.list': ['after', 'limit'],
  'updates.count': ['connectionId'],
  'updates.retry': ['listingId'],
  'log.search': ['sku', 'order', 'connectionId', 'outcome', 'before', 'limit'],
  'pc.openQwc': ['minutes'],
  'pc.saveQwc': ['minutes'],
};

/** Fields that are objects with nothing in them that must be there. */
export const EMPTY_ALLOWED: Readonly<Partial<Record<CallName<Contract>, readonly string[]>>> = {
  'pc.change': ['change'],
};

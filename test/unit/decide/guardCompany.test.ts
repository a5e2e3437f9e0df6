import { describe, expect, it } from 'vitest';
import { guardCompany, olderFile, type GuardInput } from '../../../src/decide/guardCompany.ts';
import type { CompanyIdentity } from '../../../src/domain/company.ts';

const FILE_ID = '{ABCDEF01-2222-4333-8444-555555555555}';
const FILE: CompanyIdentity = {
  fileId: FILE_ID, name: 'Maple', path: 'C:\\Books\\Maple.qbw', country: 'US', product: 'QuickBooks Enterprise',
  supportedVersions: ['13.0'], closingDate: null, salesTaxOn: true, multiCurrencyOn: false,
};
const APPROVED: GuardInput = { fileId: FILE_ID, state: 'approved', approved: FILE, problem: null, approveFirst: false };
const UNKNOWN: GuardInput = { fileId: FILE_ID, state: 'unknown', approved: null, problem: null, approveFirst: false };

describe('the first company file that answers', () => {
  it('waits for a person\'s word', () => {
    expect(guardCompany(UNKNOWN, FILE)).toMatchObject({ state: 'confirm', identity: null, candidate: FILE, problem: { code: 'confirmCompany' } });
  });
  it('is taken when the provisioning file said so', () => {
    expect(guardCompany({ ...UNKNOWN, approveFirst: true }, FILE)).toEqual({ state: 'approved', identity: FILE, candidate: null, problem: null });
  });
  it('is never taken with another FileID, or none', () => {
    expect(guardCompany({ ...UNKNOWN, approveFirst: true }, { ...FILE, fileId: '{00000000-2222-4333-8444-555555555555}' })).toMatchObject({ state: 'stopped', problem: { code: 'otherCompanyFile' } });
    expect(guardCompany({ ...UNKNOWN, approveFirst: true }, { ...FILE, fileId: '' })).toMatchObject({ state: 'stopped', identity: null, problem: { code: 'companyFileUnmarked' } });
  });
});

describe('an approved company', () => {
  it('goes on, and keeps what the file says about itself up to date', () => {
    expect(guardCompany(APPROVED, { ...FILE, closingDate: '2026-09-30' })).toMatchObject({ state: 'approved', identity: { closingDate: '2026-09-30' }, problem: null });
  });
  it('does not mind how a FileID or a path is spelt', () => {
    expect(guardCompany(APPROVED, { ...FILE, fileId: FILE_ID.toLowerCase(), path: 'c:\\books\\MAPLE.QBW' })).toMatchObject({ state: 'approved' });
  });
  it('does not mind a path nobody told', () => {
    expect(guardCompany(APPROVED, { ...FILE, path: '' })).toMatchObject({ state: 'approved', identity: { path: FILE.path } });
  });
  it.each([['name', { name: 'Maple 2' }], ['path', { path: 'D:\\Maple.qbw' }]])('stops when the %s is another', (_what, change) => {
    expect(guardCompany(APPROVED, { ...FILE, ...change })).toMatchObject({ state: 'stopped', identity: FILE, candidate: change, problem: { code: 'companyFileMoved' } });
  });
  it('goes on again when the right file comes back', () => {
    const stopped = guardCompany(APPROVED, { ...FILE, fileId: '{00000000-2222-4333-8444-555555555555}' });
    expect(guardCompany({ ...APPROVED, state: stopped.state, problem: stopped.problem }, FILE)).toMatchObject({ state: 'approved', problem: null });
  });
  it('stays stopped for an older file until a person chooses', () => {
    const problem = olderFile(['W1', 'W2']);
    expect(problem.what).toMatch(/2 documents that we posted are not in it \(W1, W2\)/);
    expect(guardCompany({ ...APPROVED, state: 'stopped', problem }, FILE)).toMatchObject({ state: 'stopped', identity: FILE, problem });
    // And another file does not hide that.
    expect(guardCompany({ ...APPROVED, state: 'stopped', problem }, { ...FILE, fileId: '' })).toMatchObject({ state: 'stopped' });
  });
});

/** The .qwc file, element by element as the Web Connector wants it. */
import { describe, expect, it } from 'vitest';
import { appName, OWNER_ID, readQwc, writeQwc } from '../../../src/quickbooks/qwcFile.ts';
import { readXml } from '../../../src/quickbooks/xml/read.ts';
import { codeOf, good, GUID } from './samples.ts';

const INPUT = { companyName: 'Rock & Castle', username: 'bridge & co', ownerId: OWNER_ID, fileId: GUID, port: 47_800, minutes: 5 };

describe('writeQwc', () => {
  it('keeps the order and the values of the published samples', () => {
    const root = good(readXml(writeQwc(INPUT)));
    expect(root.name).toBe('QBWCXML');
    expect(root.attributes).toEqual({});
    expect(root.children.map((one) => [one.name, one.text])).toEqual([
      ['AppName', 'Stockbridge - Rock & Castle'], ['AppID', ''], ['AppURL', 'http://localhost:47800/qbwc'],
      ['AppDescription', 'Web shop orders into QuickBooks, QuickBooks stock to the web shops'],
        ['AppSupport', 'http://localhost:47800/support'],
      ['UserName', 'bridge & co'], ['OwnerID', OWNER_ID], ['FileID', GUID], ['QBType', 'QBFS'], ['Scheduler', ''], ['Style', 'Document'],
        ['AuthFlags', '0xF'],
      ['IsReadOnly', 'false'], ['Notify', 'false'], ['PersonalDataPref', 'pdpNotNeeded'], ['UnattendedModePref', 'umpOptional'],
    ]);
    expect(root.children.find((one) => one.name === 'Scheduler')?.children)
      .toEqual([{ name: 'RunEveryNMinutes', attributes: {}, children: [], text: '5' }]);
  });

  it('is plain ASCII, carries no password and puts braces around GUIDs once', () => {
    const text = writeQwc({ ...INPUT, companyName: 'Café Größe 北京', ownerId: OWNER_ID.slice(1, -1) });
    expect(text).toMatch(/^[\r\n -~]*$/);
    expect(text).not.toMatch(/password/i);
    expect(text).toContain(`<OwnerID>${OWNER_ID}</OwnerID>`);
  });
});

describe('appName', () => {
  it.each([
    ['Rock Castle', 'Stockbridge - Rock Castle'], ['A very long company name indeed', 'Stockbridge - A very long comp'],
      ['Søn “Æ” Größe', 'Stockbridge - Son "AE" Grosse'],
    ['Ελλάδα', 'Stockbridge - Ellada'], ['', 'Stockbridge'], ['🎁', 'Stockbridge'],
  ])('of %j is %j', (company, expected) => {
    expect(appName(company)).toBe(expected);
    expect(appName(company).length).toBeLessThanOrEqual(30);
  });
});

describe('readQwc', () => {
  it('reads what writeQwc wrote', () => {
    expect(good(readQwc(writeQwc(INPUT)))).toEqual({
      appName: 'Stockbridge - Rock & Castle', appUrl: 'http://localhost:47800/qbwc', appSupport: 'http://localhost:47800/support',
      username: 'bridge & co',
      ownerId: OWNER_ID, fileId: GUID, qbType: 'QBFS', isReadOnly: false, minutes: 5,
    });
  });

  it('reads a file without a schedule', () => {
    expect(good(readQwc(writeQwc(INPUT).replace(/<Scheduler>.*<\/Scheduler>/, ''))).minutes).toBeNull();
  });

  it.each(['AppName', 'AppURL', 'AppSupport', 'UserName', 'OwnerID', 'FileID', 'QBType'])('names a missing %s', (name) => {
    const result = readQwc(writeQwc(INPUT).replace(new RegExp(`<${name}>.*</${name}>`), ''));
    expect(result.ok ? null : result.error).toMatchObject({ code: 'qwcUnreadable', field: name });
  });

  it('refuses GUIDs without braces, odd schedules and other files', () => {
    expect(codeOf(readQwc(writeQwc(INPUT).replace(GUID, GUID.slice(1, -1))))).toBe('qwcUnreadable');
    expect(codeOf(readQwc(writeQwc(INPUT).replace('>5<', '>often<')))).toBe('qwcUnreadable');
    expect(codeOf(readQwc('<QBXML/>'))).toBe('qwcUnreadable');
    expect(codeOf(readQwc('hello'))).toBe('xmlMalformed');
  });
});

describe('OWNER_ID', () => {
  it('never changes', () => {
    expect(OWNER_ID).toBe('{5B2E6C94-7A13-4F0D-9E58-C1D3A7F0B426}');
  });
});

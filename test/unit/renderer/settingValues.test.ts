import { describe, expect, it } from 'vitest';
import { companySettings, connectionSettings } from '../../../src/contract/provisioning.ts';
import { COMPANY_FIELDS, CONNECTION_FIELDS, type SettingField } from '../../../src/domain/settingFields.ts';
import { describeDefault, rawOf, readRaw, sameValue, type Raw } from '../../../renderer/settings/fieldValue.ts';
import { fieldsIn, SECTIONS } from '../../../renderer/settings/sections.ts';

const ALL = [...COMPANY_FIELDS, ...CONNECTION_FIELDS];

function named(name: string): SettingField {
  const field = ALL.find((one) => one.name === name);
  if (field === undefined) throw new Error(`no setting ${name}`);
  return field;
}

function valueOf(name: string, raw: Raw): unknown {
  const read = readRaw(named(name), raw);
  return read.ok ? read.value : read.message;
}

describe('a setting in a form', () => {
  it.each(ALL.map((field) => [field.name, field] as const))('%s: its default is shown, read back unchanged, and described', (_, field) => {
    const read = readRaw(field, rawOf(field, field.default));
    expect(read.ok && sameValue(read.value, field.default)).toBe(true);
    expect(describeDefault(field)).not.toBe('');
  });

  it.each(ALL.filter(({ kind }) => kind === 'whole' || kind === 'number').map((field) => [field.name, field] as const))('%s: takes what the engine takes, and nothing beyond', (name, field) => {
    const { least, most } = field;
    if (least === null || most === null) throw new Error('a number without bounds');
    const schema = COMPANY_FIELDS.includes(field) ? companySettings : connectionSettings;
    for (const [value, isGood] of [[least, true], [most, true], [least - 1, false], [most + 1, false]] as const) {
      expect([value, readRaw(field, String(value)).ok]).toEqual([value, isGood]);
      expect([value, schema.safeParse({ [name]: value }).success]).toEqual([value, isGood]);
    }
    expect(readRaw(field, '').ok).toBe(false);
    expect(readRaw(field, '12 pieces').ok).toBe(false);
  });

  it('reads a comma as a decimal point, and refuses halves where only whole ones count', () => {
    expect(valueOf('pullMinutes', ' 0,5 ')).toBe(0.5);
    expect(valueOf('inlineLimit', '0,5')).toBe('Type a whole number from 0 to 1,000.');
  });

  it('reads lists, pairs, and choices with texts', () => {
    expect(valueOf('importStatuses', 'processing, completed,, processing ')).toEqual(['processing', 'completed']);
    expect(valueOf('importStatuses', ' , ')).toBe('Name at least one.');
    expect(valueOf('paymentMethods', [{ name: ' stripe ', value: 'Visa' }, { name: '', value: '' }])).toEqual({ stripe: 'Visa' });
    expect(valueOf('paymentMethods', [{ name: 'stripe', value: '' }])).toMatch(/both sides/);
    expect(valueOf('paymentMethods', [{ name: 'cod', value: 'Cash' }, { name: 'cod', value: 'Check' }])).toMatch(/twice/);
    expect(valueOf('customer', { mode: 'perBuyer', texts: { name: 'left over' } })).toEqual({ mode: 'perBuyer' });
    expect(valueOf('customer', { mode: 'catchAll', texts: { name: '  ' } })).toBe('Fill this in.');
    expect(valueOf('tax', { mode: 'quickbooks', texts: { zeroTaxItem: 'left over', taxItem: 'State Tax' } })).toEqual({ mode: 'quickbooks', taxItem: 'State Tax' });
    expect(valueOf('tax', { mode: 'quickbooks', texts: { taxItem: 'x'.repeat(32) } })).toBe('At most 31 characters fit.');
    expect(valueOf('startDate', '')).toBeNull();
  });

  it('reads choices in an order, with the name of a custom field', () => {
    expect(rawOf(named('matchBy'), ['customField:Web: code', 'sku'])).toEqual([{ name: 'customField:', value: 'Web: code' }, { name: 'sku', value: '' }]);
    expect(valueOf('matchBy', [{ name: 'customField:', value: ' Web: code ' }, { name: 'sku', value: '' }])).toEqual(['customField:Web: code', 'sku']);
    expect(valueOf('matchBy', [{ name: 'customField:', value: ' ' }])).toBe('Give the custom field its name in QuickBooks.');
    expect(valueOf('matchBy', [{ name: 'customField:', value: 'A' }, { name: 'customField:', value: 'A ' }])).toMatch(/twice/);
    expect(valueOf('customerMatch', [])).toBe('Tick at least one.');
    expect(describeDefault(named('customerMatch'))).toBe('The account number that Stockbridge gave it, Name and e-mail together');
    // Every choice that is offered is one the engine takes.
    for (const name of ['matchBy', 'customerMatch']) {
      for (const { value } of named(name).choices) expect([value, connectionSettings.safeParse({ [name]: [value.endsWith(':') ? `${value}Web code` : value] }).success]).toEqual([value, true]);
    }
  });

  it('tells values apart by what they say, not by the order in which they say it', () => {
    expect(sameValue({ mode: 'catchAll', name: 'Web' }, { name: 'Web', mode: 'catchAll' })).toBe(true);
    expect(sameValue(['a', 'b'], ['b', 'a'])).toBe(false);
  });
});

describe('the sections of the settings', () => {
  it('show every setting exactly once', () => {
    for (const [kind, fields] of [['company', COMPANY_FIELDS], ['connection', CONNECTION_FIELDS]] as const) {
      const shown = SECTIONS.flatMap((section) => fieldsIn(section, kind, fields)).map(({ name }) => name);
      expect([...shown].sort()).toEqual(fields.map(({ name }) => name).sort());
    }
  });
});

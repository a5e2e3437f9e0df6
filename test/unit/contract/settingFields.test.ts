/** The table of settings says what the checks of the provisioning file say. */
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { companySettings, connectionSettings } from '../../../src/contract/provisioning.ts';
import { COMPANY_FIELDS, CONNECTION_FIELDS, type SettingField } from '../../../src/domain/settingFields.ts';
import { COMPANY_DEFAULTS, CONNECTION_DEFAULTS } from '../../../src/domain/settings.ts';

const takes = (schema: z.ZodType, name: string, value: unknown): boolean => schema.safeParse({ [name]: value }).success;

describe.each([
  ['company', companySettings, COMPANY_FIELDS, COMPANY_DEFAULTS],
  ['connection', connectionSettings, CONNECTION_FIELDS, CONNECTION_DEFAULTS],
] as const)('the settings of a %s', (_name, schema, fields: readonly SettingField[], defaults) => {
  it('are all there, each once, with the default', () => {
    expect(fields.map((field) => field.name).toSorted()).toEqual(Object.keys(defaults).toSorted());
    for (const field of fields) expect(field.default, field.name).toEqual((defaults as Readonly<Record<string, unknown>>)[field.name]);
  });

  it('have a label, a group and a sentence, and numbers a unit', () => {
    for (const { name, label, group, sentence, kind, unit } of fields) {
      expect(label, name).toMatch(/^[A-Z].+/);
      expect(group, name).not.toBe('');
      expect(sentence, name).toMatch(/^(… )?\S.{10,}(\.|…)$/);
      if (kind === 'whole' || kind === 'number') expect(unit, name).toMatch(/^[a-z]+$/);
    }
  });

  it('have the bounds that are checked: the ends are taken, what is beyond is not', () => {
    for (const { name, kind, least, most } of fields) {
      if (kind === 'whole' || kind === 'number') {
        if (least === null || most === null) throw new Error(name);
        expect([takes(schema, name, least), takes(schema, name, most), takes(schema, name, least - 1), takes(schema, name, most + 1)], name).toEqual([true, true, false, false]);
        expect(takes(schema, name, least + 0.5), name).toBe(kind === 'number');
      } else if (kind === 'text') {
        expect([takes(schema, name, 'x'.repeat(most ?? 0)), takes(schema, name, 'x'.repeat((most ?? 0) + 1))], name).toEqual([true, false]);
      }
    }
  });

  it('have the choices that are checked', () => {
    for (const { name, kind, choices } of fields) {
      if (kind === 'choice') {
        for (const { value } of choices) expect(takes(schema, name, value), `${name} ${value}`).toBe(true);
        expect(takes(schema, name, 'another'), name).toBe(false);
      }
      if (kind === 'yesNo') expect([takes(schema, name, true), takes(schema, name, 'yes')], name).toEqual([true, false]);
    }
    const modes = {
      customer: [{ mode: 'catchAll', name: 'A' }, { mode: 'perBuyer' }],
      tax: [{ mode: 'storeExact', zeroTaxItem: 'A', taxLineItem: 'B' }, { mode: 'quickbooks', taxItem: 'A' }, { mode: 'none' }],
    };
    for (const [name, values] of Object.entries(modes)) {
      const field = fields.find((one) => one.name === name);
      if (field !== undefined) expect(field.choices.map((one) => one.value)).toEqual(values.filter((value) => takes(schema, name, value)).map((value) => value.mode));
    }
  });
});

/** Calls about settings: what can be set, with default, unit, range and a sentence each, and how it is set. */
import { z } from 'zod';
import type { SettingField } from '../../domain/settingFields.ts';
import type { CompanySettings, ConnectionSettings } from '../../domain/settings.ts';
import { call } from '../defineContract.ts';
import { companyId, connectionId, count, list, problemShape, settingsShape } from '../shapes.ts';

const owner = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('company'), companyId }), z.strictObject({ kind: z.literal('connection'), connectionId })]);

export const settingsCalls = {
  'settings.show': call({}, {
    /** In the order a form shows them; the same table for every company, and for every shop. */
    fields: z.object({ company: list(settingsShape<SettingField>()), connection: list(settingsShape<SettingField>()) }),
    companies: list(z.object({
      companyId, name: z.string(), username: z.string(), settings: settingsShape<CompanySettings>(),
      /** Names of those that differ from the default. */
      changed: list(z.string()),
    })),
    connections: list(z.object({
      connectionId, companyId, name: z.string(), kind: z.string(), url: z.string(), settings: settingsShape<ConnectionSettings>(), changed: list(z.string()),
      /** `isReadable`: false when it was sealed on another PC and must be entered again. */
      secrets: list(z.object({ name: z.string(), isReadable: z.boolean() })),
    })),
  }),
  /**
   * Changes the settings that are named and leaves the others; null gives one its default again. Saving a shop's settings, even none, also says that its choices are
   * made (setup). All or nothing. Problems: `badSetting` (field: its name), `availabilityTooSimple`.
   */
  'settings.save': call({ of: owner, settings: z.record(z.string().min(1).max(60), z.unknown()) }, {
    /** Names whose value is another now. */
    changed: list(z.string()),
    /** Documents not sent yet that were planned anew by the new settings. */
    replanned: count,
    /** What the settings name and QuickBooks did not have when its lists were last read; orders that need it are parked until it is there. */
    warnings: list(problemShape),
  }),
} as const;

/** Provisioning files, spoilt: read as they should be, or refused in words that name the field and never repeat a secret. */
import { readProvisioning } from '../../../src/contract/provisioning.ts';
import { settingsProblem } from '../../../src/decide/settingsProblem.ts';
import { CONNECTION_DEFAULTS } from '../../../src/domain/settings.ts';
import { JSON_PIECES, CHARACTERS, NUMBERS, PROTOTYPE_NAMES } from '../dictionary.ts';
import type { Target } from '../harness.ts';
import { anyText, deepened, mutateJson, mutateText } from '../mutate.ts';

/** Long enough to be found anywhere, and cut by no change that leaves it a secret. */
const SECRETS = ['s3cretPassw0rd', 'cs_5ecretsecretsecret'];

const GOOD = {
  companies: [{
    name: 'Maple', username: 'maple', password: SECRETS[0], approved: true, fileId: '{11111111-2222-4333-8444-555555555555}',
    settings: { timeZone: 'America/New_York', inlineLimit: 60, drainChunk: 800, keepLogDays: 0 },
    stores: [{
      name: 'Shop', kind: 'woocommerce', url: 'https://shop.example', consumerKey: 'ck_key', consumerSecret: SECRETS[1],
      settings: {
        ...CONNECTION_DEFAULTS, startDate: '2026-11-21', documentRules: [{ when: { paid: true, methods: ['bacs'] }, kind: 'invoice' }],
        paymentMethods: { bacs: 'Check' }, customFields: { Web: 'meta:key' }, shipMethods: { 'Flat rate': 'UPS' },
        taxItems: { CA: 'Tax' }, poNumberFrom: 'meta:po', unknownSku: { mode: 'createInventory', incomeAccount: 'a', cogsAccount: 'b', assetAccount: 'c' },
      },
    }],
  }],
};

function check(text: string): string | null {
  const read = readProvisioning(text);
  if (read.ok) {
    for (const company of read.value.companies) {
      if (company.name.trim() === '' || company.password.length < 8) return 'a company without name or password was taken';
      for (const store of company.stores) settingsProblem({
        ...CONNECTION_DEFAULTS,
        ...(Object.fromEntries(Object.entries(store.settings).filter(([, value]) => value !== undefined)) as Partial<typeof CONNECTION_DEFAULTS>),
      });
    }
    return null;
  }
  const { code, what, todo, field } = read.error;
  if (code !== 'badProvisioning' || !/[.!?]$/.test(what) || todo === '') return `a refusal without good words: ${what}`;
  if (field === undefined && !what.includes('valid JSON')) return `a refusal that names no field: ${what}`;
  if (what.length > 2_000) return `a refusal of ${String(what.length)} characters`;
  return SECRETS.some((secret) => what.includes(secret) || (field ?? '').includes(secret)) && !new RegExp(`"[^"]*(?:${SECRETS.join('|')})[^"]*"\\s*:`).test(text) ? 'a secret in the refusal' : null;
}

export const provisioning: Target = {
  name: 'provisioning',
  atOnce: 1,
  open() {
    const text = JSON.stringify(GOOD);
    const pieces = [...JSON_PIECES, ...JSON_PIECES, ...CHARACTERS, ...NUMBERS, ...PROTOTYPE_NAMES];
    return {
      make: (dice) => (dice.chance(0.003) ? deepened(dice, text) : dice.chance(0.7) ? JSON.stringify(mutateJson(dice, GOOD)) : dice.chance(0.9) ? mutateText(dice, text, pieces) : anyText(dice, 300)),
      check,
      close: () => undefined,
    };
  },
};

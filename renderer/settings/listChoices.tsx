/** What QuickBooks has for each setting that names one of its records: choices under the field, while anything may be typed. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular, WarningFilled } from '@fluentui/react-icons';
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import type { CompanyId } from '../../src/domain/ids.ts';
import { useCall } from '../engine/useCall.ts';
import { RelativeTime } from '../parts/RelativeTime.tsx';
import { useDo } from '../parts/useDo.ts';
import { SETTINGS_WORDS as WORDS } from './words.ts';

type Shown = Output<'lists.show'>;
type Source = 'item' | Shown['lists'][number]['list'];

/** By the setting's name, or by the name of a text inside one. */
const SOURCES: Readonly<Record<string, readonly Source[]>> = {
  shippingItem: ['item'], feeItem: ['item'], discountItem: ['item'], refundItem: ['item'],
  negativeFeeItem: ['item'], roundingItem: ['item'], shippingItems: ['item'], feeItems: ['item'], item: ['item'],
  depositTo: ['account'], arAccount: ['account'], account: ['account'], incomeAccount: ['account'], cogsAccount: ['account'], assetAccount: ['account'],
  taxItem: ['salesTaxItem', 'salesTaxGroup'], zeroTaxItem: ['salesTaxItem', 'salesTaxGroup'], taxLineItem: ['salesTaxItem'],
  taxItems: ['salesTaxItem'], taxableCode: ['salesTaxCode'], nonTaxableCode: ['salesTaxCode'],
  paymentMethods: ['paymentMethod'], shipMethods: ['shipMethod'], className: ['class'], site: ['inventorySite'],
  salesRep: ['salesRep'], template: ['template'], terms: ['terms'], customerMessage: ['customerMessage'],
};

/** Types of account that fit a setting, as QuickBooks spells them; others are not offered. */
const ACCOUNT_TYPES: Readonly<Record<string, readonly string[]>> = {
  arAccount: ['AccountsReceivable'], incomeAccount: ['Income', 'OtherIncome'], cogsAccount: ['CostOfGoodsSold'],
  assetAccount: ['OtherCurrentAsset'], depositTo: ['Bank', 'OtherCurrentAsset'],
};

type Choice = { readonly name: string; readonly detail: string };

const OFFERED = Object.values(SOURCES).flat();

const Lists = createContext<Shown | null>(null);

const useStyles = makeStyles({
  line: {
    display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '12px', rowGap: '4px',
    margin: '8px 0', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200,
  },
  text: { margin: 0 },
  fault: { display: 'flex', columnGap: '6px', alignItems: 'baseline', maxWidth: '640px', fontSize: tokens.fontSizeBase200, ':empty': { display: 'none' } },
  icon: { color: tokens.colorStatusWarningForeground3, flexShrink: 0, alignSelf: 'center' },
});

export function ListChoices({ companyId, children }: { readonly companyId: CompanyId; readonly children: ReactNode }): ReactNode {
  const { data } = useCall('lists.show', { companyId });
  return <Lists value={data ?? null}>{children}</Lists>;
}

/** Names to offer, active ones only; none where nothing is known. `detail` stands beside each. */
export function useChoices(name: string): readonly Choice[] {
  const shown = useContext(Lists);
  return useMemo(() => {
    if (shown === null) return [];
    const fits = (detail: string): boolean => ACCOUNT_TYPES[name]?.includes(detail.split(', ')[0] ?? '') ?? true;
    return (SOURCES[name] ?? []).flatMap((source): readonly Choice[] => (source === 'item'
      ? shown.items.filter((item) => item.isActive).map((item) => ({ name: item.name, detail: item.kind }))
      : (shown.lists.find(({ list }) => list === source)?.entries ?? []).filter((entry) => entry.isActive && fits(entry.detail))));
  }, [shown, name]);
}

/** Why QuickBooks would not take what a field names, as far as its lists say; null: it has it, or its list has not been read. */
export function useFault(setting: string, text: string): string | null {
  const shown = useContext(Lists);
  const name = text.trim().toLowerCase();
  const sources = SOURCES[setting];
  if (shown === null || name === '' || sources === undefined) return null;
  const lists = sources.map((source) => (source === 'item' ? null : shown.lists.find(({ list }) => list === source)));
  // Only when every list it may stand in has been read whole is its absence certain; of many items only the first are here.
  if (lists.some((list) => list === undefined || (list === null ? shown.itemsCut || shown.items.length === 0 : list.readAt === null || list.problem !== null))) return null;
  const named = [...(sources.includes('item') ? shown.items : []), ...lists.flatMap((list) => list?.entries ?? [])].filter((entry) => entry.name.toLowerCase() === name);
  if (named.some((entry) => entry.isActive)) return null;
  return named.length > 0 ? WORDS.lists.inactive(text.trim()) : WORDS.lists.absent(text.trim());
}

/** The same as a line under the field. */
export function ListFault({ setting, text }: { readonly setting: string; readonly text: string }): ReactNode {
  const styles = useStyles();
  const fault = useFault(setting, text);
  return <span role="status" className={styles.fault}>{fault !== null && <><WarningFilled aria-hidden="true" className={styles.icon} />{fault}</>}</span>;
}

/** The list under an input, as the browser shows it; `id` is what the input's `list` names. */
export function ChoiceList({ id, name }: { readonly id: string; readonly name: string }): ReactNode {
  const choices = useChoices(name);
  return <datalist id={id}>
    {choices.map((choice) =>
      <option key={choice.name} value={choice.name} label={choice.detail === '' ? choice.name : `${choice.name} (${choice.detail})`} />)}
  </datalist>;
}

/** When the choices were read, and the way to have them read again. */
export function ListsRead({ companyId }: { readonly companyId: CompanyId }): ReactNode {
  const styles = useStyles();
  const shown = useContext(Lists);
  const { run, isRunning } = useDo('lists.refresh');
  if (shown === null) return null;
  const readAt = shown.lists.map((list) => list.readAt).filter((at) => at !== null).sort((one, other) => one - other)[0] ?? null;
  const refused = shown.lists.filter((list) => list.problem !== null && OFFERED.includes(list.list)).map(({ list }) => WORDS.lists.names[list]);
  return (
    <div className={styles.line}>
      <p className={styles.text}>{readAt === null ? WORDS.lists.never : <>{WORDS.lists.read} <RelativeTime at={readAt} />.</>} {shown.isDue ? WORDS.lists.due : ''}</p>
      <Button size="small" icon={<ArrowSyncRegular />} disabledFocusable={isRunning || shown.isDue}
        onClick={() => { void run({ companyId }, () => WORDS.lists.asked); }}>{WORDS.lists.refresh}</Button>
      {refused.length > 0 && <p className={styles.text}>{WORDS.lists.notGiven(refused)}</p>}
    </div>
  );
}

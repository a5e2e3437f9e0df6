/** What QuickBooks has for each setting that names one of its records: choices under the field, while anything may be typed. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowSyncRegular } from '@fluentui/react-icons';
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
  shippingItem: ['item'], feeItem: ['item'], discountItem: ['item'], refundItem: ['item'], negativeFeeItem: ['item'], roundingItem: ['item'], shippingItems: ['item'], feeItems: ['item'], item: ['item'],
  depositTo: ['account'], arAccount: ['account'], account: ['account'], incomeAccount: ['account'], cogsAccount: ['account'], assetAccount: ['account'],
  taxItem: ['salesTaxItem', 'salesTaxGroup'], zeroTaxItem: ['salesTaxItem', 'salesTaxGroup'], taxLineItem: ['salesTaxItem'], taxableCode: ['salesTaxCode'], nonTaxableCode: ['salesTaxCode'],
  paymentMethods: ['paymentMethod'], shipMethods: ['shipMethod'], className: ['class'], site: ['inventorySite'], salesRep: ['salesRep'], template: ['template'], terms: ['terms'], customerMessage: ['customerMessage'],
};

type Choice = { readonly name: string; readonly detail: string };

const Lists = createContext<Shown | null>(null);

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '12px', rowGap: '4px', margin: '8px 0 0', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  text: { margin: 0 },
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
    return (SOURCES[name] ?? []).flatMap((source): readonly Choice[] => (source === 'item'
      ? shown.items.filter((item) => item.isActive).map((item) => ({ name: item.name, detail: item.kind }))
      : (shown.lists.find(({ list }) => list === source)?.entries ?? []).filter((entry) => entry.isActive)));
  }, [shown, name]);
}

/** The list under an input, as the browser shows it; `id` is what the input's `list` names. */
export function ChoiceList({ id, name }: { readonly id: string; readonly name: string }): ReactNode {
  const choices = useChoices(name);
  return <datalist id={id}>{choices.map((choice) => <option key={choice.name} value={choice.name} label={choice.detail === '' ? choice.name : `${choice.name} (${choice.detail})`} />)}</datalist>;
}

/** When the choices were read, and the way to have them read again. */
export function ListsRead({ companyId }: { readonly companyId: CompanyId }): ReactNode {
  const styles = useStyles();
  const shown = useContext(Lists);
  const { run, isRunning } = useDo('lists.refresh');
  if (shown === null) return null;
  const readAt = shown.lists.map((list) => list.readAt).filter((at) => at !== null).sort((one, other) => one - other)[0] ?? null;
  return (
    <div className={styles.line}>
      <p className={styles.text}>{readAt === null ? WORDS.lists.never : <>{WORDS.lists.read} <RelativeTime at={readAt} />.</>} {shown.isDue ? WORDS.lists.due : ''}</p>
      <Button size="small" icon={<ArrowSyncRegular />} disabledFocusable={isRunning || shown.isDue} onClick={() => { void run({ companyId }, () => WORDS.lists.asked); }}>{WORDS.lists.refresh}</Button>
    </div>
  );
}

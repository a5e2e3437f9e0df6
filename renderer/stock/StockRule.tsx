/** The stock rule of one SKU in one store: what holds, where it comes from, and a form to set it for the SKU or its item. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useId, useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import type { Input } from '../../src/contract/contract.ts';
import { useCall } from '../engine/useCall.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { formatQuantity } from '../parts/format.ts';
import { useDo } from '../parts/useDo.ts';
import { RuleForm } from './RuleForm.tsx';
import { RULE_WORDS as WORDS } from './wordsRules.ts';

export type ShownRule = Output<'stock.rule'>;
type Rule = Input<'stock.saveRule'>['rule'];

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '6px', alignItems: 'flex-start' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, overflowWrap: 'anywhere', lineHeight: tokens.lineHeightBase300 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

export function StockRule({ listingId }: { readonly listingId: Input<'stock.rule'>['listingId'] }): ReactNode {
  const styles = useStyles();
  const id = useId();
  const { data, problem, reload } = useCall('stock.rule', { listingId });
  const save = useDo('stock.saveRule');
  const [isOpen, setOpen] = useState(false);
  if (data === undefined) return problem === null ? null : <ErrorState problem={problem} onRetry={reload} />;
  const onSave = async (target: 'sku' | 'item', rule: Rule): Promise<void> => {
    const name = target === 'item' && data.item !== null ? data.item : data.sku;
    const done = await save.run({ connectionId: data.connectionId, of: { target, name }, rule }, ({ changed }) => (changed ? WORDS.saved(name) : WORDS.unchanged));
    if (done) setOpen(false);
  };
  return (
    <section className={styles.root} aria-labelledby={id} data-rule={data.sku}>
      <h4 id={id} className={styles.heading}>{WORDS.heading}</h4>
      <p className={styles.text}>{inWords(data)}</p>
      {data.buildable !== null && <p className={styles.text}>{WORDS.buildable(formatQuantity(data.buildable))}</p>}
      <p className={styles.quiet}>{data.ofSku !== null ? WORDS.ofSku : data.ofItem !== null ? WORDS.ofItem : WORDS.ofShop}</p>
      {data.sku !== '' && !isOpen && <Button size="small" aria-label={WORDS.label(WORDS.change, data.sku, data.shop)} onClick={() => { setOpen(true); }}>{WORDS.change}</Button>}
      {isOpen && <RuleForm shown={data} isSaving={save.isRunning} onSave={(target, rule) => { void onSave(target, rule); }} onCancel={() => { setOpen(false); }} />}
    </section>
  );
}

/** `On hand, safety stock 3, at most 10` */
function inWords({ effective, kind }: ShownRule): string {
  if (effective.exclude) return WORDS.excluded;
  const parts = [WORDS.availability[effective.availability], WORDS.safetyStock(effective.safetyStock), WORDS.cap(effective.cap)];
  return [...parts, ...(kind === 'assembly' || kind === 'group' ? [WORDS.assemblies[effective.assemblies].toLowerCase()] : [])].join(', ');
}

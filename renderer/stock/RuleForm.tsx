/** The form of a stock rule: every field may be left as the store has it. */
import { Button, Field, Input as TextInput, makeStyles, Select } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import type { Input } from '../../src/contract/contract.ts';
import type { ShownRule } from './StockRule.tsx';
import { RULE_WORDS as WORDS } from './wordsRules.ts';

type Rule = Input<'stock.saveRule'>['rule'];
type Target = 'sku' | 'item';
/** As typed and chosen; empty: as the store has it. */
type Draft = { readonly exclude: string; readonly availability: string; readonly safetyStock: string; readonly cap: string; readonly assemblies: string };

export type RuleFormProps = { readonly shown: ShownRule; readonly isSaving: boolean; readonly onSave: (target: Target, rule: Rule) => void; readonly onCancel: () => void };

const MOST_PIECES = 1_000_000;

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: '10px', width: '100%' },
  actions: { display: 'flex', columnGap: '8px' },
});

export function RuleForm({ shown, isSaving, onSave, onCancel }: RuleFormProps): ReactNode {
  const styles = useStyles();
  const first: Target = shown.ofSku === null && shown.ofItem !== null ? 'item' : 'sku';
  const [target, setTarget] = useState<Target>(first);
  const [draft, setDraft] = useState<Draft>(() => draftOf(shown, first));
  const set = (part: Partial<Draft>): void => { setDraft({ ...draft, ...part }); };
  const safetyStock = piecesOf(draft.safetyStock);
  const cap = piecesOf(draft.cap);
  const isRight = safetyStock !== undefined && cap !== undefined;
  const choose = (next: Target): void => {
    setTarget(next);
    setDraft(draftOf(shown, next));
  };
  const { ofShop, item, sku, kind } = shown;
  return (
    <form className={styles.form} onSubmit={(event) => {
      event.preventDefault();
      if (safetyStock === undefined || cap === undefined) return;
      onSave(target, {
        exclude: draft.exclude === '' ? null : draft.exclude === 'no', availability: availabilityOf(draft.availability),
        safetyStock, cap, assemblies: assembliesOf(draft.assemblies),
      });
    }}>
      {item !== null && (
        <Field label={WORDS.fields.target}>
          <Select value={target} onChange={(_, data) => { choose(data.value === 'item' ? 'item' : 'sku'); }}>
            <option value="sku">{WORDS.targetSku(sku)}</option>
            <option value="item">{WORDS.targetItem(item)}</option>
          </Select>
        </Field>
      )}
      <Choice label={WORDS.fields.exclude} value={draft.exclude} asShop={WORDS.sent}
        choices={{ yes: WORDS.sent, no: WORDS.excluded }} onChange={(exclude) => { set({ exclude }); }} />
      <Choice label={WORDS.fields.availability} value={draft.availability} asShop={WORDS.availability[ofShop.availability]}
        choices={WORDS.availability} onChange={(availability) => { set({ availability }); }} />
      <Pieces label={WORDS.fields.safetyStock} hint={WORDS.hint} value={draft.safetyStock} asShop={ofShop.safetyStock} onChange={(text) => { set({ safetyStock: text }); }} />
      <Pieces label={WORDS.fields.cap} hint={WORDS.capHint} value={draft.cap} asShop={ofShop.cap} onChange={(text) => { set({ cap: text }); }} />
      {(kind === 'assembly' || kind === 'group') && (
        <Choice label={WORDS.fields.assemblies} value={draft.assemblies} asShop={WORDS.assemblies[ofShop.assemblies]}
          choices={WORDS.assemblies} onChange={(assemblies) => { set({ assemblies }); }} />
      )}
      <div className={styles.actions}>
        <Button appearance="primary" type="submit" size="small" disabledFocusable={!isRight || isSaving}>{WORDS.save}</Button>
        <Button size="small" onClick={onCancel}>{WORDS.cancel}</Button>
      </div>
    </form>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly asShop: string;
  readonly choices: Readonly<Record<string, string>>;
  readonly onChange: (value: string) => void;
};

function Choice({ label, value, asShop, choices, onChange }: ChoiceProps): ReactNode {
  return (
    <Field label={label}>
      <Select value={value} onChange={(_, data) => { onChange(data.value); }}>
        <option value="">{WORDS.asShop(asShop)}</option>
        {Object.entries(choices).map(([one, text]) => <option key={one} value={one}>{text}</option>)}
      </Select>
    </Field>
  );
}

type PiecesProps = { readonly label: string; readonly hint: string; readonly value: string; readonly asShop: number; readonly onChange: (text: string) => void };

function Pieces({ label, hint, value, asShop, onChange }: PiecesProps): ReactNode {
  const isWrong = piecesOf(value) === undefined;
  return (
    <Field label={label} hint={hint} {...(isWrong ? { validationMessage: WORDS.notPieces, validationState: 'error' as const } : {})}>
      <TextInput inputMode="numeric" autoComplete="off" value={value} placeholder={String(asShop)} contentAfter={WORDS.pieces} onChange={(_, data) => { onChange(data.value); }} />
    </Field>
  );
}

function draftOf({ ofSku, ofItem }: ShownRule, target: Target): Draft {
  const rule = target === 'sku' ? ofSku : ofItem;
  const text = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value));
  const exclude = rule?.exclude ?? null;
  return {
    exclude: exclude === null ? '' : exclude ? 'no' : 'yes', availability: rule?.availability ?? '',
    safetyStock: text(rule?.safetyStock), cap: text(rule?.cap), assemblies: rule?.assemblies ?? '',
  };
}

/** Null: left empty. Undefined: no number of pieces. */
function piecesOf(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  return /^\d{1,7}$/.test(typed) && Number(typed) <= MOST_PIECES ? Number(typed) : undefined;
}

function availabilityOf(text: string): Rule['availability'] {
  return text === 'onHand' || text === 'onHandMinusSalesOrders' ? text : null;
}

function assembliesOf(text: string): Rule['assemblies'] {
  return text === 'built' || text === 'buildable' ? text : null;
}

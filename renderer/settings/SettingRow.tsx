/** One setting: label, input with unit, its sentence and default, what is wrong with what is typed, and the way back to the default. */
import { Button, Field, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowResetRegular } from '@fluentui/react-icons';
import { useId, type ReactNode } from 'react';
import type { SettingField } from '../../src/domain/settingFields.ts';
import { describeDefault, isOrdered, rawOf, sameValue, type Raw } from './fieldValue.ts';
import { DaysInput, ModeInput, PairsInput, SimpleInput } from './inputs.tsx';
import type { FieldState } from './drafts.ts';
import { OrderedInput } from './OrderedInput.tsx';
import { SETTINGS_WORDS as WORDS } from './words.ts';

export type SettingRowProps = { readonly field: SettingField; readonly state: FieldState; readonly onChange: (raw: Raw) => void };

const useStyles = makeStyles({
  row: {
    display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 96px', columnGap: '12px',
    alignItems: 'start', padding: '12px 0', borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  reset: { marginTop: '22px', justifySelf: 'end' },
  group: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  legend: { padding: '0 0 2px' },
  hint: { margin: '4px 0 0', fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2, maxWidth: '640px' },
  bad: { margin: '4px 0 0', fontSize: tokens.fontSizeBase200, color: tokens.colorStatusDangerForeground1 },
});

export function SettingRow({ field, state, onChange }: SettingRowProps): ReactNode {
  const styles = useStyles();
  const id = useId();
  const { label, kind, sentence } = field;
  const { raw, message } = state;
  const about = describeDefault(field);
  const hint =
    `${sentence}${kind === 'words' && !isOrdered(field) ? ` ${WORDS.comma}` : ''} ${WORDS.theDefault(about)}${field.movesStock && state.isChanged ? ` ${WORDS.movesStock}` : ''}`;
  const isDefault = message === null && sameValue(raw, rawOf(field, field.default));
  const reset = isDefault ? null : (
    <Button className={styles.reset} size="small" appearance="subtle" icon={<ArrowResetRegular />}
      aria-label={WORDS.resetField(label, about)} onClick={() => { onChange(rawOf(field, field.default)); }}>{WORDS.reset}</Button>
  );
  if (kind === 'pairs' || kind === 'rules' || kind === 'customer' || kind === 'tax' || kind === 'mode' || kind === 'days' || isOrdered(field)) {
    return (
      <div className={styles.row} data-setting={field.name}>
        <fieldset className={styles.group} aria-describedby={`${id}hint ${id}bad`} aria-invalid={message !== null}>
          <legend className={styles.legend}>{label}</legend>
          {kind === 'days' ? <DaysInput field={field} raw={raw} onChange={onChange} /> : isOrdered(field) ? <OrderedInput field={field} raw={raw} onChange={onChange} />
            : kind === 'pairs' || kind === 'rules'
              ? <PairsInput field={field} raw={raw} onChange={onChange} />
              : <ModeInput field={field} raw={raw} label={label} onChange={onChange} />}
          <p id={`${id}bad`} className={styles.bad} role="alert">{message}</p>
          <p id={`${id}hint`} className={styles.hint}>{hint}</p>
        </fieldset>
        {reset}
      </div>
    );
  }
  return (
    <div className={styles.row} data-setting={field.name}>
      <Field label={label} hint={{ children: hint, className: styles.hint }} {...(message === null ? {} : { validationMessage: message, validationState: 'error' as const })}>
        <SimpleInput field={field} raw={raw} onChange={onChange} />
      </Field>
      {reset}
    </div>
  );
}

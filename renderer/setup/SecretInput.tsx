/** A secret: dots, with an eye that shows what has just been typed. What is stored never comes back. */
import { Button, Input } from '@fluentui/react-components';
import { EyeOffRegular, EyeRegular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';

export type SecretInputProps = {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly showLabel: string;
  readonly hideLabel: string;
  readonly placeholder?: string;
  readonly autoComplete?: string;
  readonly maxLength?: number;
};

export function SecretInput({ value, onChange, showLabel, hideLabel, placeholder, autoComplete = 'off', maxLength = 200 }: SecretInputProps): ReactNode {
  const [isShown, setShown] = useState(false);
  return (
    <Input type={isShown ? 'text' : 'password'} value={value} maxLength={maxLength}
      autoComplete={autoComplete} spellCheck={false} {...(placeholder === undefined ? {} : { placeholder })}
      onChange={(_, data) => { onChange(data.value); }}
      contentAfter={value === ''
        ? null
        : <Button size="small" appearance="transparent" icon={isShown ? <EyeOffRegular /> : <EyeRegular />}
            aria-label={isShown ? hideLabel : showLabel} onClick={() => { setShown(!isShown); }} />} />
  );
}

/** What another program was told or has said, word for word; it scrolls inside itself, by keyboard too. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { useMemo, type ReactNode } from 'react';
import { indentXml } from './indentXml.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '4px' },
  label: { margin: 0, fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2 },
  text: {
    margin: 0, padding: '8px 12px', maxHeight: '280px', overflow: 'auto', whiteSpace: 'pre', fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300, backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
});

export function RawText({ label, text }: { readonly label: string; readonly text: string }): ReactNode {
  const styles = useStyles();
  const laidOut = useMemo(() => indentXml(text), [text]);
  return (
    <div className={styles.root}>
      <p className={styles.label}>{label}</p>
      <pre className={styles.text} tabIndex={0} role="region" aria-label={label}>{laidOut}</pre>
    </div>
  );
}

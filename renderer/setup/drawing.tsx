/** The parts our drawings of other programs' windows are made of, in the colours of the theme. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  picture: {
    display: 'block', width: '100%', height: 'auto', borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground4, border: `1px solid ${tokens.colorNeutralStroke2}`, boxSizing: 'border-box',
  },
  window: { fill: tokens.colorNeutralBackground1, stroke: tokens.colorNeutralStroke1 },
  bar: { fill: tokens.colorNeutralBackground5, stroke: tokens.colorNeutralStroke1 },
  text: { fill: tokens.colorNeutralForeground1, fontSize: '10px', fontFamily: tokens.fontFamilyBase },
  quiet: { fill: tokens.colorNeutralForeground2 },
  link: { fill: tokens.colorBrandForegroundLink },
  strong: { fontWeight: tokens.fontWeightSemibold },
  control: { fill: tokens.colorNeutralBackground1, stroke: tokens.colorNeutralStrokeAccessible },
  button: { fill: tokens.colorNeutralBackground3, stroke: tokens.colorNeutralStroke1 },
  line: { fill: 'none', stroke: tokens.colorNeutralForeground1, strokeWidth: '1.5px' },
  grey: { fill: tokens.colorNeutralStroke2 },
  mark: { fill: 'none', stroke: tokens.colorPaletteRedBorderActive, strokeWidth: '2.5px' },
});

/** A drawing of 320 × 170; `about` says in words what it shows. */
export function Drawing({ about, children }: { readonly about: string; readonly children: ReactNode }): ReactNode {
  const styles = useStyles();
  return <svg className={styles.picture} viewBox="0 0 320 170" role="img" aria-label={about}>{children}</svg>;
}

type Place = { readonly x: number; readonly y: number };
type Area = Place & { readonly width: number; readonly height: number };

export function DrawnWindow({ title, children, ...area }: Area & { readonly title: string; readonly children: ReactNode }): ReactNode {
  const styles = useStyles();
  const { x, y, width } = area;
  return (
    <g>
      <rect className={styles.window} {...area} rx="4" />
      <rect className={styles.bar} x={x} y={y} width={width} height="18" rx="4" />
      <DrawnText x={x + 8} y={y + 12.5} text={title} look="strong" />
      <path className={styles.line} d={`M${String(x + width - 14)} ${String(y + 6)}l6 6m0 -6l-6 6`} />
      {children}
    </g>
  );
}

export function DrawnText({ x, y, text, look }: Place & { readonly text: string; readonly look?: 'quiet' | 'link' | 'strong' }): ReactNode {
  const styles = useStyles();
  return <text className={mergeClasses(styles.text, look !== undefined && styles[look])} x={x} y={y}>{text}</text>;
}

export function DrawnButton({ text, ...area }: Area & { readonly text: string }): ReactNode {
  const styles = useStyles();
  return (
    <g>
      <rect className={styles.button} {...area} rx="3" />
      <text className={styles.text} x={area.x + area.width / 2} y={area.y + area.height / 2 + 3.5} textAnchor="middle">{text}</text>
    </g>
  );
}

/** A text box; `text` may be dots. */
export function DrawnBox({ text = '', ...area }: Area & { readonly text?: string }): ReactNode {
  const styles = useStyles();
  return <g><rect className={styles.control} {...area} rx="2" /><DrawnText x={area.x + 4} y={area.y + area.height / 2 + 3.5} text={text} /></g>;
}

export function DrawnTick({ x, y, isOn }: Place & { readonly isOn: boolean }): ReactNode {
  const styles = useStyles();
  return <g>
    <rect className={styles.control} x={x} y={y} width="10" height="10" rx="2" />
    {isOn && <path className={styles.line} d={`M${String(x + 2)} ${String(y + 5)}l2.5 2.5l4 -5`} />}
  </g>;
}

/** One of several answers. */
export function DrawnChoice({ x, y, isOn, text }: Place & { readonly isOn: boolean; readonly text: string }): ReactNode {
  const styles = useStyles();
  return <g>
    <circle className={styles.control} cx={x + 5} cy={y + 5} r="5" />
    {isOn && <circle className={styles.line} cx={x + 5} cy={y + 5} r="1.5" />}
    <DrawnText x={x + 16} y={y + 8.5} text={text} />
  </g>;
}

/** Text that need not be read. */
export function DrawnLines({ x, y, widths }: Place & { readonly widths: readonly number[] }): ReactNode {
  const styles = useStyles();
  return widths.map((width, index) => <rect key={index} className={styles.grey} x={x} y={y + index * 11} width={width} height="5" rx="2" />);
}

/** Where to look. */
export function DrawnMark({ x, y, width, height }: Area): ReactNode {
  const styles = useStyles();
  return <rect className={styles.mark} x={x - 4} y={y - 4} width={width + 8} height={height + 8} rx="6" />;
}

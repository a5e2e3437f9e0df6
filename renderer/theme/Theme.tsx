/** Fluent's light or dark theme, as the system is set. */
import { FluentProvider, webDarkTheme, webLightTheme, type Theme as FluentTheme } from '@fluentui/react-components';
import { useSyncExternalStore, type ReactNode } from 'react';

const FONT = '"Segoe UI Variable Text", "Segoe UI", system-ui, "Helvetica Neue", Arial, sans-serif';
const MONOSPACE = '"Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace';

/** Fluent's own colours; what is changed is quieter, or reads better on a grey ground (WCAG AA, 4.5 : 1). */
const common: Partial<FluentTheme> = { fontFamilyBase: FONT, fontFamilyMonospace: MONOSPACE };
const light: FluentTheme = { ...webLightTheme, ...common, colorNeutralForeground3: '#595959', colorStatusWarningForeground3: '#8a3707' };
const dark: FluentTheme = { ...webDarkTheme, ...common };

/** As a style of this one element: a class would be passed on to what dialogs are drawn in, which would then cover the page. */
const WHOLE = { height: '100%' };

const query = window.matchMedia('(prefers-color-scheme: dark)');

function subscribe(listener: () => void): () => void {
  query.addEventListener('change', listener);
  return () => { query.removeEventListener('change', listener); };
}

export function Theme({ children }: { readonly children: ReactNode }): ReactNode {
  const isDark = useSyncExternalStore(subscribe, () => query.matches);
  return <FluentProvider theme={isDark ? dark : light} style={WHOLE}>{children}</FluentProvider>;
}

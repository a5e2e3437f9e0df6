/** Everything that can be set, section by section, with one bar that saves. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { SettingsRegular } from '@fluentui/react-icons';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useCall } from '../engine/useCall.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { Page } from '../parts/Page.tsx';
import { go, hrefOf, useRoute } from '../route.ts';
import { CompaniesSection } from './CompaniesSection.tsx';
import { FieldsSection } from './FieldsSection.tsx';
import { ownedByCompany, ownedByStore } from './owned.ts';
import { SaveBar } from './SaveBar.tsx';
import { isSection, SECTIONS, type Section } from './sections.ts';
import { StoresSection } from './StoresSection.tsx';
import { ThisPcSection } from './ThisPcSection.tsx';
import { SETTINGS_WORDS as WORDS } from './words.ts';

const useStyles = makeStyles({
  columns: { display: 'grid', gridTemplateColumns: '168px minmax(0, 1fr)', columnGap: '32px', alignItems: 'start', flexGrow: 1 },
  list: { position: 'sticky', top: '20px', listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: '2px' },
  link: {
    display: 'flex', alignItems: 'center', minHeight: '32px', padding: '0 12px',
    borderRadius: tokens.borderRadiusMedium, color: tokens.colorNeutralForeground1, textDecorationLine: 'none',
    borderInlineStartWidth: '3px', borderInlineStartStyle: 'solid', borderInlineStartColor: 'transparent',
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover }, ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: { backgroundColor: tokens.colorNeutralBackground1, borderInlineStartColor: tokens.colorBrandStroke1, fontWeight: tokens.fontWeightSemibold },
  section: { maxWidth: '760px', minWidth: 0, display: 'flex', flexDirection: 'column', rowGap: '12px' },
  title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: tokens.fontWeightSemibold, ':focus': { outlineStyle: 'none' } },
  about: { margin: '2px 0 0', color: tokens.colorNeutralForeground2 },
});

export function SettingsPage(): ReactNode {
  const styles = useStyles();
  const { query } = useRoute();
  const { data, problem, reload } = useCall('settings.show', {});
  const section: Section = isSection(query['section']) ? query['section'] : 'companies';
  const { title, about } = WORDS.section[section];
  // The page scrolls as a whole, and another section begins at its top.
  const top = useRef<HTMLElement>(null);
  useEffect(() => { top.current?.closest('main')?.scrollTo({ top: 0 }); }, [section]);
  return (
    <Page title={WORDS.title} about={WORDS.about}>
      <div className={styles.columns}>
        <nav aria-label={WORDS.sections}>
          <ul className={styles.list}>
            {SECTIONS.map((key) => (
              <li key={key}>
                <a href={hrefOf('settings', { section: key })}
                  className={mergeClasses(styles.link, key === section && styles.current)}
                  {...(key === section ? { 'aria-current': 'true' as const } : {})}>{WORDS.section[key].title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <section ref={top} className={styles.section} aria-labelledby="settings-section">
          <div>
            <h2 id="settings-section" tabIndex={-1} className={styles.title}>{title}</h2>
            <p className={styles.about}>{about}</p>
          </div>
          {section === 'thisPc' ? <ThisPcSection />
            : data === undefined ? (problem === null ? <Loading lines={8} /> : <ErrorState problem={problem} onRetry={reload} />)
              : <Content section={section} shown={data} />}
        </section>
      </div>
      {data !== undefined && <SaveBar owned={[...ownedByCompany(data), ...ownedByStore(data)]} />}
    </Page>
  );
}

function Content({ section, shown }: { readonly section: Section; readonly shown: Output<'settings.show'> }): ReactNode {
  if (shown.companies.length === 0) {
    const { noCompany } = WORDS;
    return <EmptyState icon={SettingsRegular} title={noCompany.title} text={noCompany.text}>
      <Button appearance="primary" onClick={() => { go('setup'); }}>{noCompany.start}</Button>
    </EmptyState>;
  }
  if (section === 'companies') return <CompaniesSection />;
  if (section === 'stores') return <StoresSection shown={shown} />;
  return <FieldsSection section={section} shown={shown} />;
}

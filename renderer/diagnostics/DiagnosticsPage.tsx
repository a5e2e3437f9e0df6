/** The diagnostics tab: the doctor's findings, codes in plain words, backups, and a file for support. */
import type { ReactNode } from 'react';
import { Page } from '../parts/Page.tsx';
import { BackupsSection } from './BackupsSection.tsx';
import { CodeLookup } from './CodeLookup.tsx';
import { Findings } from './Findings.tsx';
import { SupportBundle } from './SupportBundle.tsx';
import { DIAGNOSTICS } from './words.ts';

export function DiagnosticsPage(): ReactNode {
  return (
    <Page title={DIAGNOSTICS.title} about={DIAGNOSTICS.about}>
      <Findings />
      <CodeLookup />
      <BackupsSection />
      <SupportBundle />
    </Page>
  );
}

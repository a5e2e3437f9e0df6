/** Saves the links as CSV files, one for each company. */
import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import type { Input, Output } from '../../src/contract/contract.ts';
import type { CompanyId, ConnectionId } from '../../src/domain/ids.ts';
import type { Result } from '../../src/domain/result.ts';
import { useEngine } from '../engine/EngineProvider.tsx';
import { useNotify } from '../parts/Notices.tsx';
import { saveText } from '../parts/saveText.ts';
import { MATCHING } from './words.ts';

export type Scope = { readonly companyId: CompanyId; readonly name: string };

/** `connectionId`: only of that store. */
export function ExportLinks({ companies, connectionId }: { readonly companies: readonly Scope[]; readonly connectionId: ConnectionId | undefined }): ReactNode {
  const { client } = useEngine();
  const notify = useNotify();
  const [isBusy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    for (const { companyId, name: company } of companies) {
      const parts: string[] = [];
      let links = 0;
      let file = '';
      for (let next: number | null = 0; next !== null;) {
        const wanted: Input<'matching.exportCsv'> = { companyId, part: next, ...(connectionId === undefined ? {} : { connectionId }) };
        const page: Result<Output<'matching.exportCsv'>> = await client.call('matching.exportCsv', wanted);
        if (!page.ok) {
          notify.failed(page.error);
          setBusy(false);
          return;
        }
        parts.push(page.value.text);
        links += page.value.links;
        file = companies.length > 1 ? page.value.name.replace(/\.csv$/, ` ${company}.csv`) : page.value.name;
        ({ next } = page.value);
      }
      if (links > 0) saveText(file, parts, 'text/csv;charset=utf-8');
      notify.done(MATCHING.exported(links, file));
    }
    setBusy(false);
  };
  return <Button icon={<ArrowDownloadRegular />} disabled={isBusy || companies.length === 0} onClick={() => void run()}>{MATCHING.exportCsv}</Button>;
}

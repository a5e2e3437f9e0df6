/** Saves the lines that are shown, all of them, as a CSV file for a spreadsheet; the engine has made formulas harmless. */
import { Button, Spinner } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useEngine } from '../engine/EngineProvider.tsx';
import { useNotify } from '../parts/Notices.tsx';
import { saveText } from '../parts/saveText.ts';
import type { LogQuestion } from './question.ts';
import { LOG } from './words.ts';

const LINES_AT_ONCE = 5_000;

export function ExportButton({ question }: { readonly question: LogQuestion }): ReactNode {
  const { client } = useEngine();
  const notify = useNotify();
  const [done, setDone] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => { stop.current?.abort(); }, []);

  const run = async (): Promise<void> => {
    const { signal } = (stop.current = new AbortController());
    const parts: string[] = [];
    let lines = 0;
    let name = '';
    let before: number | null | undefined;
    setDone(0);
    do {
      const page = await client.call('log.export', { ...question, limit: LINES_AT_ONCE, ...(typeof before === 'number' ? { before } : {}) });
      if (signal.aborted) break;
      if (!page.ok) {
        notify.failed(page.error);
        break;
      }
      parts.push(page.value.text);
      ({ name } = page.value);
      lines += page.value.lines;
      before = page.value.next;
      setDone(lines);
    } while (before !== null);
    setDone(null);
    if (before !== null || signal.aborted) return;
    if (lines > 0) saveText(name, parts, 'text/csv;charset=utf-8');
    notify.done(lines > 0 ? LOG.exported(lines, name) : LOG.nothingToExport);
  };

  if (done === null) return <Button icon={<ArrowDownloadRegular />} onClick={() => void run()}>{LOG.exportCsv}</Button>;
  return (
    <>
      <Spinner size="tiny" label={LOG.exporting(done)} />
      <Button onClick={() => { stop.current?.abort(); setDone(null); }}>{LOG.stopExport}</Button>
    </>
  );
}

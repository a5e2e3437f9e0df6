/** Reads links from a CSV file: first what would change and what is wrong, then, if the reader wants it, all that is good at once. */
import { Button, Checkbox, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles, Spinner } from '@fluentui/react-components';
import { ArrowUploadRegular } from '@fluentui/react-icons';
import { useRef, useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import type { CompanyId } from '../../src/domain/ids.ts';
import { problem, type Problem } from '../../src/domain/problem.ts';
import type { Result } from '../../src/domain/result.ts';
import { useEngine } from '../engine/EngineProvider.tsx';
import { useAction } from '../engine/useCall.ts';
import { useNotify } from '../parts/Notices.tsx';
import { ProblemCard } from '../parts/ProblemCard.tsx';
import { FilterField } from '../parts/Toolbar.tsx';
import { WORDS } from '../words.ts';
import type { Scope } from './ExportLinks.tsx';
import { ImportPreview } from './ImportPreview.tsx';
import { IMPORT, MATCHING } from './words.ts';

/** Characters of one call, which may be three bytes each and 1 MB together. */
const PART = 200_000;

type File_ = { readonly name: string; readonly upload: string };
type Preview = Output<'matching.importCsv'>;

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', rowGap: '14px' },
  surface: { maxWidth: '760px' }, text: { margin: 0 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', columnGap: '12px', rowGap: '8px' },
});

export function ImportLinks({ companies }: { readonly companies: readonly Scope[] }): ReactNode {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  const [round, setRound] = useState(0);
  return (
    <>
      <Button icon={<ArrowUploadRegular />} disabled={companies.length === 0} onClick={() => { setRound((n) => n + 1); setOpen(true); }}>{MATCHING.importCsv}</Button>
      <Dialog open={isOpen} onOpenChange={(_, data) => { if (!data.open) setOpen(false); }}>
        <DialogSurface className={styles.surface}><ImportForm key={round} companies={companies} onClose={() => { setOpen(false); }} /></DialogSurface>
      </Dialog>
    </>
  );
}

function ImportForm({ companies, onClose }: { readonly companies: readonly Scope[]; readonly onClose: () => void }): ReactNode {
  const styles = useStyles();
  const { client } = useEngine();
  const notify = useNotify();
  const apply = useAction('matching.importCsv');
  const chooser = useRef<HTMLInputElement>(null);
  const [companyId, setCompanyId] = useState<CompanyId | null>(companies[0]?.companyId ?? null);
  const [file, setFile] = useState<File_ | null>(null);
  const [share, setShare] = useState(false);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [fault, setFault] = useState<Problem | null>(null);
  const [isReading, setReading] = useState(false);

  const look = async (wanted: File_, company: CompanyId, withShare: boolean): Promise<void> => {
    setReading(true);
    const answer = await client.call('matching.importCsv', { companyId: company, upload: wanted.upload, share: withShare });
    setReading(false);
    setPreview(answer.ok ? answer.value : null);
    setFault(answer.ok ? null : answer.error);
  };
  const read = async (chosen: File): Promise<void> => {
    setReading(true);
    setPreview(null);
    setFault(null);
    let upload: string | null = null;
    try {
      const text = await chosen.text();
      for (let at = 0; at === 0 || at < text.length; at += PART) {
        const sent: Result<Output<'matching.importText'>> = await client.call('matching.importText', { text: text.slice(at, at + PART), ...(upload === null ? {} : { upload }) });
        if (!sent.ok) {
          setFault(sent.error);
          break;
        }
        ({ upload } = sent.value);
      }
    } catch {
      setFault(problem('fileUnreadable', IMPORT.unreadable.what, IMPORT.unreadable.todo));
      upload = null;
    }
    setReading(false);
    if (upload === null || companyId === null) return;
    const wanted = { name: chosen.name, upload };
    setFile(wanted);
    await look(wanted, companyId, share);
  };
  const count = preview === null ? 0 : preview.added + preview.changed;
  const run = async (): Promise<void> => {
    if (file === null || preview === null || companyId === null) return;
    const done = await apply.run({ companyId, upload: file.upload, share, apply: true, plan: preview.plan });
    if (!done.ok) {
      setFault(done.error);
      if (done.error.code === 'planChanged') await look(file, companyId, share);
      return;
    }
    notify.done(IMPORT.applied(done.value.added + done.value.changed, done.value.badTotal));
    onClose();
  };
  return (
    <DialogBody>
      <DialogTitle>{IMPORT.title}</DialogTitle>
      <DialogContent className={styles.content}>
        <p className={styles.text}>{IMPORT.about}</p>
        <div className={styles.row}>
          {companies.length > 1 &&
            <FilterField label={IMPORT.company} value={String(companyId ?? '')}
              choices={companies.map((one) => ({ value: String(one.companyId), text: one.name }))}
              onChange={(value) => {
                const chosen = companies.find((one) => String(one.companyId) === value)?.companyId ?? null;
                setCompanyId(chosen);
                if (file !== null && chosen !== null) void look(file, chosen, share);
              }} />}
          <Button disabledFocusable={isReading} onClick={() => { if (!isReading) chooser.current?.click(); }}>{file === null ? IMPORT.choose : IMPORT.chooseAnother}</Button>
          <input ref={chooser} type="file" accept=".csv,text/csv" hidden aria-label={IMPORT.choose} onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            event.target.value = '';
            if (chosen !== undefined) void read(chosen);
          }} />
          {file !== null && <span>{IMPORT.file(file.name)}</span>}
        </div>
        <div role="status" aria-live="polite">{isReading && <Spinner size="tiny" label={IMPORT.reading} />}</div>
        <div role="alert">{fault !== null && <ProblemCard problem={fault} tone="bad" />}</div>
        {preview !== null && <ImportPreview preview={preview} />}
        {preview !== null && <Checkbox label={IMPORT.share} checked={share} onChange={(_, { checked }) => {
          setShare(checked === true);
          if (file !== null && companyId !== null) void look(file, companyId, checked === true);
        }} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{WORDS.cancel}</Button>
        <Button appearance="primary" disabledFocusable={count === 0 || isReading || apply.isRunning} onClick={() => { if (count > 0) void run(); }}>{IMPORT.apply(count)}</Button>
      </DialogActions>
    </DialogBody>
  );
}

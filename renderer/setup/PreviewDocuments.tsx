/** The documents of the preview, page by page; each opens to its lines and to why each was chosen. */
import { Button, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular, SendRegular } from '@fluentui/react-icons';
import { useId, useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import type { CompanyId, JobId } from '../../src/domain/ids.ts';
import { useCall } from '../engine/useCall.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { formatDay, formatMoney } from '../parts/format.ts';
import { useDo } from '../parts/useDo.ts';
import { StatusBadge, type BadgeTone } from '../parts/StatusBadge.tsx';
import { PreviewDetails } from './PreviewDetails.tsx';
import { PREVIEW_WORDS } from './wordsPreview.ts';

const WORDS = PREVIEW_WORDS.documents;
export type PreviewDocument = Output<'preview.list'>['documents'][number];

const PAGE = 25;
const TONES: Readonly<Record<PreviewDocument['state'], BadgeTone>> = { drafted: 'good', waits: 'quiet', problem: 'attention' };

const cell = { padding: '6px 8px', textAlign: 'start', borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, verticalAlign: 'top', overflowWrap: 'anywhere' } as const;

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', tableLayout: 'auto' },
  // The box carries 8 px of its own all around: in the row's first line it would hang below the text.
  tick: { marginTop: '-6px', marginBottom: '-6px' },
  head: { ...cell, color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightSemibold, whiteSpace: 'nowrap' },
  cell,
  date: { ...cell, whiteSpace: 'nowrap' },
  number: { ...cell, textAlign: 'end', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  headNumber: { ...cell, whiteSpace: 'nowrap', textAlign: 'end', color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightSemibold },
  open: {
    display: 'inline-flex', alignItems: 'center', columnGap: '6px', padding: 0, border: 'none',
    backgroundColor: 'transparent', color: 'inherit', font: 'inherit', textAlign: 'start', cursor: 'pointer',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  send: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '12px', rowGap: '6px', paddingTop: '12px' },
  isNew: { color: tokens.colorNeutralForeground2 },
});

export type PreviewDocumentsProps = {
  readonly companyId: CompanyId;
  readonly total: number;
  readonly problems: number;
  /** Some can be sent before the others. */
  readonly isHeld: boolean;
};

export function PreviewDocuments({ companyId, total, problems, isHeld }: PreviewDocumentsProps): ReactNode {
  const styles = useStyles();
  const [problemsOnly, setProblemsOnly] = useState(false);
  const [pages, setPages] = useState<readonly (JobId | null)[]>([null]);
  const [chosen, setChosen] = useState<ReadonlySet<JobId>>(new Set());
  const send = useDo('preview.send');
  if (total === 0) return null;
  const count = Math.min(chosen.size, MOST_CHOSEN);
  const { heads } = WORDS;
  const choose: Choose = (id, isChosen) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <div>
      {problems > 0 && <Checkbox label={WORDS.only} checked={problemsOnly} onChange={(_, { checked }) => { setPages([null]); setProblemsOnly(checked === true); }} />}
      <table className={styles.table} aria-label={WORDS.table}>
        <thead>
          <tr>
            <td className={styles.cell} />
            {[heads.label, heads.kind, heads.number, heads.date, heads.customer].map((head) => <th key={head} scope="col" className={styles.head}>{head}</th>)}
            <th scope="col" className={styles.headNumber}>{heads.total}</th>
            <th scope="col" className={styles.head}>{heads.state}</th>
          </tr>
        </thead>
        {pages.map((after, index) => (
          <DocumentPage key={`${String(problemsOnly)} ${String(after)}`} companyId={companyId} problemsOnly={problemsOnly}
            after={after} isHeld={isHeld} isLast={index === pages.length - 1} chosen={chosen} onChoose={choose}
            onMore={(next) => { setPages([...pages, next]); }} />
        ))}
      </table>
      {isHeld && (
        <div className={styles.send}>
          <Button icon={<SendRegular />} disabledFocusable={count === 0 || send.isRunning} onClick={() => {
            void send.run({ companyId, jobIds: [...chosen].slice(0, MOST_CHOSEN) }, ({ documents }) => WORDS.sent(documents))
              .then((isDone) => { if (isDone) setChosen(new Set()); });
          }}>{count === 0 ? WORDS.sendSome : WORDS.sendThese(count)}</Button>
          <span className={styles.isNew}>{count === 0 ? WORDS.sendNone : WORDS.sendAbout}</span>
        </div>
      )}
    </div>
  );
}

type Choose = (id: JobId, isChosen: boolean) => void;
/** As many as the contract takes at once. */
const MOST_CHOSEN = 500;

type PageProps = {
  readonly companyId: CompanyId;
  readonly problemsOnly: boolean;
  readonly after: JobId | null;
  readonly isHeld: boolean;
  readonly isLast: boolean;
  readonly chosen: ReadonlySet<JobId>;
  readonly onChoose: Choose;
  readonly onMore: (next: JobId) => void;
};

function DocumentPage({ companyId, problemsOnly, after, isHeld, isLast, chosen, onChoose, onMore }: PageProps): ReactNode {
  const styles = useStyles();
  const { data, problem, reload } = useCall('preview.list', { companyId, problemsOnly, limit: PAGE, ...(after === null ? {} : { after }) });
  if (data === undefined && problem !== null) return <tbody><tr><td colSpan={8} className={styles.cell}><ErrorState problem={problem} onRetry={reload} /></td></tr></tbody>;
  const next = data?.next ?? null;
  return (
    <tbody aria-busy={data === undefined}>
      {data?.documents.map((document) => <DocumentRow key={document.jobId} document={document} isHeld={isHeld} isChosen={chosen.has(document.jobId)} onChoose={onChoose} />)}
      {data?.documents.length === 0 && <tr><td colSpan={8} className={styles.cell}>{WORDS.none}</td></tr>}
      {isLast && next !== null && <tr><td colSpan={8} className={styles.cell}><Button size="small" onClick={() => { onMore(next); }}>{WORDS.more}</Button></td></tr>}
    </tbody>
  );
}

function DocumentRow({ document, isHeld, isChosen, onChoose }: {
  readonly document: PreviewDocument;
  readonly isHeld: boolean;
  readonly isChosen: boolean;
  readonly onChoose: Choose;
}): ReactNode {
  const styles = useStyles();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const { label, kind, refNumber, draft, charged, state, isReleased } = document;
  return (
    <>
      <tr>
        <td className={styles.cell}>
          {isHeld && state !== 'problem' && !isReleased && document.family !== 'payment' && document.family !== 'settlement' &&
            <Checkbox className={styles.tick} aria-label={WORDS.choose(label)} checked={isChosen}
              onChange={(_, { checked }) => { onChoose(document.jobId, checked === true); }} />}
        </td>
        <th scope="row" className={styles.cell}>
          <button type="button" className={styles.open} aria-expanded={isOpen} aria-controls={id} onClick={() => { setOpen(!isOpen); }}>
            {isOpen ? <ChevronDownRegular aria-hidden="true" /> : <ChevronRightRegular aria-hidden="true" />}{label}
          </button>
        </th>
        <td className={styles.cell}>{WORDS.kinds[kind] ?? kind}</td>
        <td className={styles.cell}>{refNumber}</td>
        <td className={styles.date}>{draft === null ? '' : formatDay(draft.txnDate)}</td>
        <td className={styles.cell}>{draft !== null && <>{draft.customer.name}{draft.customer.isNew && <span className={styles.isNew}> ({WORDS.isNew})</span>}</>}</td>
        <td className={styles.number}>{draft !== null ? formatMoney(draft.total) : charged === null ? '' : formatMoney(charged)}</td>
        <td className={styles.cell}><StatusBadge tone={TONES[state]}>{isHeld && isReleased && state !== 'problem' ? WORDS.released : WORDS.states[state]}</StatusBadge></td>
      </tr>
      <tr id={id} hidden={!isOpen}><td colSpan={8} className={styles.cell}>{isOpen && <PreviewDetails document={document} />}</td></tr>
    </>
  );
}

/** The call by which a stock number went to the store: what of it is about this SKU, and all of it when asked for. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { SaveRegular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useCall } from '../engine/useCall.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Facts } from '../parts/Facts.tsx';
import { formatFully } from '../parts/format.ts';
import { RawText } from '../parts/RawText.tsx';
import { saveText } from '../parts/saveText.ts';
import { LOG } from './words.ts';

type StoreCall = Output<'storeCalls.show'>['storeCall'];

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '12px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  address: { overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' },
});

/** `isGone`: there was one, and it is older than such calls are kept. */
export function StoreCallDetails({ call, isGone }: { readonly call: StoreCall | null; readonly isGone: boolean }): ReactNode {
  const styles = useStyles();
  return (
    <section className={styles.root}>
      <h3 className={styles.heading}>{LOG.storeCall}</h3>
      {call === null ? <p className={styles.quiet}>{isGone ? LOG.gone : LOG.onlyNumbers}</p> : <CallTexts key={call.id} call={call} />}
    </section>
  );
}

function CallTexts({ call }: { readonly call: StoreCall }): ReactNode {
  const styles = useStyles();
  const [isWhole, setWhole] = useState(false);
  const whole = useCall('storeCalls.show', { storeCallId: call.id }, { enabled: isWhole });
  const shown = (isWhole ? whole.data?.storeCall : undefined) ?? call;
  const { requestText, responseText, isPart } = shown;
  const save = (): void => { saveText(`store-call-${String(call.id)}.txt`, [requestText, '\n\n', responseText ?? LOG.noStoreAnswer, '\n'], 'text/plain;charset=utf-8'); };
  return (
    <div className={styles.root}>
      <Facts facts={[
        [LOG.facts.call, <span className={styles.address}>{`${shown.method} ${shown.address}`}</span>],
        [LOG.facts.at, formatFully(shown.sentAt)],
        [LOG.facts.status, shown.status === null ? LOG.noStatus : `HTTP ${String(shown.status)}`],
        [LOG.facts.tries, shown.tries > 1 ? LOG.tries(shown.tries) : null],
      ]} />
      <RawText label={isPart ? LOG.storeRequestPart : LOG.storeRequest} text={requestText} />
      {shown.requestLeftOut > 0 && !isPart && <p className={styles.quiet}>{LOG.leftOut(shown.requestLeftOut)}</p>}
      {responseText === null || responseText === ''
        ? <p className={styles.quiet}>{LOG.noStoreAnswer}</p>
        : <RawText label={isPart ? LOG.storeAnswerPart : LOG.storeAnswer} text={responseText} />}
      {shown.responseLeftOut > 0 && !isPart && <p className={styles.quiet}>{LOG.leftOut(shown.responseLeftOut)}</p>}
      {isWhole && whole.problem !== null && <ErrorState problem={whole.problem} onRetry={whole.reload} />}
      <div className={styles.actions}>
        {call.isPart &&
          <Button size="small" disabled={isWhole && whole.isLoading} aria-pressed={isWhole} onClick={() => { setWhole(!isWhole); }}>
            {isWhole ? LOG.onlyPart : LOG.wholeCall}
          </Button>}
        <Button size="small" icon={<SaveRegular />} onClick={save}>{LOG.saveRaw}</Button>
      </div>
    </div>
  );
}

/** What was asked of QuickBooks and what it answered, word for word; used by the sync log and on an order. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { SaveRegular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useCall } from '../engine/useCall.ts';
import { Facts } from '../parts/Facts.tsx';
import { formatFully } from '../parts/format.ts';
import { RawText } from '../parts/RawText.tsx';
import { saveText } from '../parts/saveText.ts';
import { exchangeStateWords, LOG, purposeWords } from './words.ts';

type Exchange = Output<'exchanges.show'>['exchange'];

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', rowGap: '12px' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' },
});

export function ExchangeDetails({ exchange, isGone }: { readonly exchange: Exchange | null; readonly isGone: boolean }): ReactNode {
  const styles = useStyles();
  return (
    <section className={styles.root}>
      <h3 className={styles.heading}>{LOG.raw}</h3>
      {exchange === null ? <p className={styles.quiet}>{isGone ? LOG.gone : LOG.noExchange}</p> : <ExchangeTexts key={exchange.id} exchange={exchange} />}
    </section>
  );
}

export function ExchangeTexts({ exchange }: { readonly exchange: Exchange }): ReactNode {
  const styles = useStyles();
  const [isWhole, setWhole] = useState(false);
  const whole = useCall('exchanges.show', { exchangeId: exchange.id }, { enabled: isWhole });
  const shown = whole.data?.exchange ?? exchange;
  const { hresult, message, responseText, requestText } = shown;
  const save = (): void => { saveText(`exchange-${String(exchange.id)}.txt`, [requestText, '\n\n', responseText ?? LOG.noAnswer, '\n'], 'text/plain;charset=utf-8'); };
  return (
    <div className={styles.root}>
      <Facts facts={[
        [LOG.facts.exchange, `${purposeWords(exchange.purpose)} (${exchangeStateWords(exchange.state)})`],
        [LOG.facts.at, formatFully(exchange.handedAt ?? exchange.preparedAt)],
        ['HRESULT', hresult === null || hresult === '' ? null : `${hresult} ${message ?? ''}`.trim()],
      ]} />
      <RawText label={LOG.request} text={requestText} />
      {responseText === null || responseText === '' ? <p className={styles.quiet}>{LOG.noAnswer}</p> : <RawText label={LOG.answer} text={responseText} />}
      {shown.cut && <p className={styles.quiet}>{LOG.cut}</p>}
      <div className={styles.actions}>
        {shown.cut && <Button size="small" disabled={whole.isLoading} onClick={() => { setWhole(true); }}>{LOG.wholeText}</Button>}
        <Button size="small" icon={<SaveRegular />} onClick={save}>{LOG.saveRaw}</Button>
      </div>
    </div>
  );
}

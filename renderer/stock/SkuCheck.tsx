/** Everything that is known of one SKU or several, from when, and the two things that can be asked: compare now, send now. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type ReactNode } from 'react';
import type { Output } from '../../src/contract/contract.ts';
import { useAction, useCall } from '../engine/useCall.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { formatQuantity } from '../parts/format.ts';
import { Loading } from '../parts/Loading.tsx';
import { useNotify } from '../parts/Notices.tsx';
import { SkuShop } from './SkuShop.tsx';
import { SkuTable } from './SkuTable.tsx';
import { SKU_WORDS as WORDS } from './words.ts';

/** What is asked for is answered with the next call of the Web Connector, which is an event; a clock runs beside it. Milliseconds. */
const ANYWAY = 15_000;

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '8px' },
  text: { margin: 0, overflowWrap: 'anywhere', lineHeight: tokens.lineHeightBase300 },
  quiet: { margin: '6px 0 0', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  list: { margin: 0, paddingInlineStart: '18px', display: 'flex', flexDirection: 'column', rowGap: '4px', overflowWrap: 'anywhere' },
});

type Sent = Output<'sku.sendNow'>['sent'];

/** Give it a `key` of the SKUs: what came of sending belongs to them. */
export function SkuCheck({ skus }: { readonly skus: readonly string[] }): ReactNode {
  const styles = useStyles();
  const notify = useNotify();
  const { data, problem, reload } = useCall('sku.check', { skus: [...skus] }, { every: ANYWAY });
  const compare = useAction('sku.compareNow');
  const send = useAction('sku.sendNow');
  const [sent, setSent] = useState<Sent | null>(null);
  const isBusy = compare.isRunning || send.isRunning;

  const onCompare = async (): Promise<void> => {
    const done = await compare.run({ skus: [...skus] });
    if (!done.ok) {
      notify.failed(done.error);
      return;
    }
    const [failed] = done.value.problems;
    if (failed === undefined) notify.done(WORDS.compared(done.value.asked));
    else notify.failed({ what: WORDS.comparedNot(failed.shop, failed.problem.what), todo: failed.problem.todo });
  };
  const onSend = async (): Promise<void> => {
    const done = await send.run({ skus: [...skus] });
    if (!done.ok) {
      notify.failed(done.error);
      return;
    }
    setSent(done.value.sent);
    notify.done(WORDS.sentAll(done.value.sent.filter(({ kind }) => kind === 'confirmed').length, done.value.sent.length));
  };

  if (data === undefined) return problem === null ? <Loading lines={6} /> : <ErrorState problem={problem} onRetry={reload} />;
  const isSold = data.checks.some(({ shops }) => shops.length > 0);
  const [only] = data.checks;
  return (
    <>
      {isSold && (
        <div>
          <div className={styles.actions}>
            <Button size="small" disabledFocusable={isBusy} onClick={() => { void onCompare(); }}>{compare.isRunning ? WORDS.comparing : WORDS.compare}</Button>
            <Button size="small" disabledFocusable={isBusy} onClick={() => { void onSend(); }}>{send.isRunning ? WORDS.sending : WORDS.send}</Button>
          </div>
          <p className={styles.quiet}>{WORDS.about}</p>
        </div>
      )}
      {sent !== null && sent.length > 0 && <Results sent={sent} isOne={skus.length === 1} />}
      {data.checks.filter(({ shops }) => shops.length === 0).map(({ sku, near }) => <p key={sku} className={styles.text}>{WORDS.notSold(sku)} {WORDS.near(near)}</p>)}
      {data.checks.length === 1 && only !== undefined
        ? only.shops.map((shop) => <SkuShop key={shop.row.listingId} shop={shop} isNamed={only.shops.length > 1} />)
        : isSold && <SkuTable checks={data.checks} />}
    </>
  );
}

function Results({ sent, isOne }: { readonly sent: Sent; readonly isOne: boolean }): ReactNode {
  const styles = useStyles();
  const isOneShop = new Set(sent.map(({ connectionId }) => connectionId)).size === 1;
  return (
    <section aria-label={WORDS.results} data-sent={sent.map(({ kind }) => kind).join(' ')}>
      <ul className={styles.list}>
        {sent.map((one) => {
          const name = [isOne ? '' : one.sku, isOneShop ? '' : one.shop].filter((part) => part !== '').join(', ');
          return <li key={one.listingId}>{name === '' ? '' : `${name}: `}{WORDS.result(one, formatQuantity)}</li>;
        })}
      </ul>
    </section>
  );
}

/** The setup wizard: from an empty window to the first sync that a person has agreed to. It can be left and taken up again at any page. */
import { makeStyles } from '@fluentui/react-components';
import { useEffect, useState, type ReactNode } from 'react';
import type { CompanyId } from '../../src/domain/ids.ts';
import { useCall } from '../engine/useCall.ts';
import { ErrorState } from '../parts/ErrorState.tsx';
import { Loading } from '../parts/Loading.tsx';
import { hrefOf, useRoute } from '../route.ts';
import { ChoicesStep } from './ChoicesStep.tsx';
import { CompanyStep, type CompanyDraft } from './CompanyStep.tsx';
import { ConfirmStep } from './ConfirmStep.tsx';
import { FinishedPage, type Begun } from './FinishedPage.tsx';
import { makePassword } from './password.ts';
import { PreviewStep } from './PreviewStep.tsx';
import { companyFor, placeOf, reachOf, STEPS, type Place, type SetupCompany, type SetupState, type Step } from './steps.ts';
import { useStoreCheck, type StoreDraft } from './storeDraft.ts';
import { StoreStep } from './StoreStep.tsx';
import { WebConnectorStep } from './WebConnectorStep.tsx';
import { WizardFrame } from './WizardFrame.tsx';

/** The first call of the Web Connector is seen by an event; this is for the rest. Milliseconds. */
const ANYWAY = 2_000;

const useStyles = makeStyles({ loading: { padding: '32px 40px', maxWidth: '640px' } });

export function SetupPage(): ReactNode {
  const styles = useStyles();
  const { tab, query } = useRoute();
  useEffect(() => {
    // Shown in place of the first page it takes an address of its own, so that it stays until its end.
    if (tab !== 'setup') location.replace(hrefOf('setup'));
  }, [tab]);
  const { data, problem, reload } = useCall('setup.state', {}, { every: ANYWAY });
  if (data === undefined) return <main className={styles.loading}>{problem === null ? <Loading lines={6} /> : <ErrorState problem={problem} onRetry={reload} />}</main>;
  return <Wizard key={JSON.stringify(query)} state={data} query={query} />;
}

function Wizard({ state, query }: { readonly state: SetupState; readonly query: Readonly<Record<string, string>> }): ReactNode {
  const [companyId, setCompanyId] = useState<CompanyId | null>(() => companyFor(state, query));
  const company = state.companies.find((one) => one.companyId === companyId) ?? null;
  const [place, setPlace] = useState<Place>(() => startOf(company, query));
  const [store, setStore] = useState<StoreDraft>(() => draftOf(company));
  const [draft, setDraft] = useState<CompanyDraft>(() => ({
    name: company?.name ?? '', username: company?.username ?? 'stockbridge', password: company === null ? makePassword() : '',
  }));
  const [begun, setBegun] = useState<Begun | null>(null);
  const check = useStoreCheck(store);
  const reach = company === null ? (check.answer === null ? 0 : 1) : reachOf(company);

  useEffect(() => {
    // A shop that was stored by the page after is changed from now on, not made again.
    if (store.connectionId === null && company !== null && company.connections.length > 0) setStore(draftOf(company));
  }, [company, store.connectionId]);

  const to = (step: Step) => (): void => { setPlace(step); };
  const page = (): ReactNode => {
    switch (place) {
      case 'store':
        return <StoreStep draft={store} onChange={setStore} check={check} onNext={() => { nameAfterStore(draft, store, setDraft); setPlace('company'); }} />;
      case 'company':
        return (
          <CompanyStep companyId={companyId} draft={draft} onChange={setDraft} store={check.answer === null ? null : { draft: store, answer: check.answer }}
            onBack={to('store')} onCompany={setCompanyId} onDone={to('webConnector')} />
        );
      case 'webConnector':
        return company === null
          ? null
          : <WebConnectorStep company={company} password={draft.password}
              onPassword={(password) => { setDraft({ ...draft, password }); }}
              onBack={to('company')} onNext={to('confirm')} />;
      case 'confirm':
        return company === null ? null : <ConfirmStep company={company} onBack={to('webConnector')} onNext={to('choices')} />;
      case 'choices':
        return company === null ? null : <ChoicesStep company={company} onBack={to('confirm')} onNext={to('preview')} />;
      case 'preview':
        return company === null ? null : <PreviewStep company={company} onBack={to('choices')} onDone={(what) => { setBegun(what); setPlace('finished'); }} />;
      case 'finished':
        return <FinishedPage begun={begun} onAgain={to('store')} />;
    }
  };
  return <WizardFrame place={place} reach={place === 'finished' ? STEPS.length - 1 : reach} onGo={setPlace}>{page()}</WizardFrame>;
}

/** Where it is taken up; Settings may lead to a page by its name. */
function startOf(company: SetupCompany | null, query: Readonly<Record<string, string>>): Place {
  const asked = STEPS.find((step) => step === query['step']);
  return asked !== undefined && STEPS.indexOf(asked) <= reachOf(company) ? asked : placeOf(company);
}

function draftOf(company: SetupCompany | null): StoreDraft {
  const [first] = company?.connections ?? [];
  return first === undefined ? { connectionId: null, kind: 'woocommerce', url: '', secrets: {}, name: '' }
    : { connectionId: first.connectionId, kind: first.kind, url: first.url, secrets: {}, name: first.name };
}

/** A company is often called like its shop; the person may say otherwise. */
function nameAfterStore(draft: CompanyDraft, store: StoreDraft, setDraft: (draft: CompanyDraft) => void): void {
  if (draft.name === '') setDraft({ ...draft, name: store.name });
}

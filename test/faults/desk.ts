/** QuickBooks as the Web Connector meets it, with a witness of each fault that struck. */
import type { SimulatedCompany } from '../../src/simulator/company/company.ts';
import type { SimulatedQuickBooks } from '../../src/simulator/webConnector/simulatedQuickBooks.ts';

const WORDS = {
  dieBeforeCommit: 'QuickBooks died before it had stored a document', dieAfterCommit: 'QuickBooks died after it had stored a document', hresultOnce: 'QuickBooks failed with an HRESULT',
  refuseOnce: 'QuickBooks refused a document', recoveryFailsOnce: 'QuickBooks could not keep its recovery record (9005)', garbleOnce: 'an answer of QuickBooks arrived spoilt',
  iteratorBreaksOnce: 'an iterator of QuickBooks broke',
} as const;

type Once = keyof typeof WORDS;
const ONCE: readonly Once[] = ['dieBeforeCommit', 'dieAfterCommit', 'hresultOnce', 'refuseOnce', 'recoveryFailsOnce', 'garbleOnce', 'iteratorBreaksOnce'];

/** `onRequest`: every request, as it was given. */
export function watchQuickBooks(company: SimulatedCompany, onRequest: (qbxml: string) => void, saw: (what: string) => void): SimulatedQuickBooks {
  const isArmed = (name: Once): boolean => company.faults[name] !== null && company.faults[name] !== false;
  return {
    beginSession: () => company.beginSession(), endSession: (id) => { company.endSession(id); }, hcpResponse: () => company.hcpResponse(),
    process: (id, qbxml) => {
      onRequest(qbxml);
      const armed = ONCE.filter(isArmed);
      const answer = company.process(id, qbxml);
      for (const name of armed) if (!isArmed(name)) saw(WORDS[name]);
      return answer;
    },
    get path() { return company.card().path; },
  };
}

/** Answers of QuickBooks, spoilt: all XML readers give the same tree or refuse, and whatever they give, no reader of records throws. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LISTS } from '../../../src/domain/listRecord.ts';
import type { Result } from '../../../src/domain/result.ts';
import { readIdentity } from '../../../src/quickbooks/qbxml/company.ts';
import { readCustomers } from '../../../src/quickbooks/qbxml/customer.ts';
import { readDocuments } from '../../../src/quickbooks/qbxml/document.ts';
import { errorRecovery, readMessageSet } from '../../../src/quickbooks/qbxml/envelope.ts';
import { readItems } from '../../../src/quickbooks/qbxml/item.ts';
import { readList } from '../../../src/quickbooks/qbxml/lists.ts';
import { readPosted } from '../../../src/quickbooks/qbxml/postedDocument.ts';
import { readSettlements } from '../../../src/quickbooks/qbxml/settlement.ts';
import { classifyStatus } from '../../../src/quickbooks/qbxml/status.ts';
import { readTransactions } from '../../../src/quickbooks/qbxml/transaction.ts';
import { readDeleted } from '../../../src/quickbooks/qbxml/txnDeleted.ts';
import { MAX_DEPTH, readWithSaxes, readWithXml2js } from '../../../src/quickbooks/xml/read.ts';
import { scanXml } from '../../../src/quickbooks/xml/scan.ts';
import { sampleCompany } from '../../../src/simulator/company/sampleCompany.ts';
import { instant } from '../../../src/domain/calendar.ts';
import type { Target } from '../harness.ts';
import { NUMBERS, XML_PIECES, CHARACTERS, PROTOTYPE_NAMES } from '../dictionary.ts';
import { anyText, mutateText } from '../mutate.ts';

const GOLDEN = path.resolve(import.meta.dirname, '../../golden/orders');
/** Characters: short answers hold every element that long ones do, and are read sooner. */
const LONGEST = 2_500;
const PIECES = [...XML_PIECES, ...XML_PIECES, ...CHARACTERS, ...NUMBERS, ...PROTOTYPE_NAMES];
const QUERIES = [
  'HostQueryRq', 'CompanyQueryRq', 'PreferencesQueryRq', 'CustomerQueryRq', 'ItemQueryRq',
  'ItemInventoryQueryRq', 'AccountQueryRq', 'TransactionQueryRq', 'TermsQueryRq', 'SalesTaxCodeQueryRq',
];

/** What the simulated QuickBooks answers: to documents, and to every query that a session makes. */
function realAnswers(): readonly string[] {
  const golden = readdirSync(GOLDEN)
    .map((name) => path.join(GOLDEN, name, 'response.xml'))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8').replace(/\n\s*/g, '\n'))
    .filter((text) => text.length < LONGEST);
  const company = sampleCompany({ now: () => instant(Date.UTC(2026, 10, 21)), zone: 'America/New_York', skus: ['MUG', 'CUP & SAUCER'] });
  const session = company.beginSession();
  const answered = QUERIES.map((query) => company.process(
    session,
    `<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="continueOnError"><${query} requestID="1"/></QBXMLMsgsRq></QBXML>`,
  ));
  return [...golden, ...answered.flatMap((one) => (one.kind === 'answer' ? [one.xml] : []))].filter((text) => text.length < LONGEST);
}

function soundness(result: Result<unknown>): string | null {
  if (result.ok) return null;
  const { code, what, todo } = result.error;
  if (code === '' || what === '' || todo === '') return 'a Problem without words';
  return /\bundefined\b|\[object \w/.test(what + todo) ? `a Problem with the inside in it: ${what}` : null;
}

function readRecords(text: string): string | null {
  const set = readMessageSet(text);
  const complaints = [soundness(readIdentity(text)), soundness(set)];
  if (set.ok) {
    for (const answer of set.value.answers) {
      classifyStatus(answer);
      errorRecovery(answer);
      for (const read of [readCustomers, readItems, readDocuments, readPosted, readSettlements, readTransactions, readDeleted]) complaints.push(soundness(read(answer)));
      for (const list of LISTS) complaints.push(soundness(readList(answer, list)));
    }
  }
  return complaints.find((one) => one !== null) ?? null;
}

/** The scanner may leave anything to the others, but must not read what they refuse, or otherwise. */
function scanned(text: string, judged: ReturnType<typeof readWithSaxes>): string | null {
  const tree = scanXml(text, MAX_DEPTH);
  if (tree === null) return null;
  if (!judged.ok) return `the scanner reads what saxes refuses with ${judged.error.code}`;
  return JSON.stringify(tree) === JSON.stringify(judged.value) ? null : 'the scanner and saxes give different trees';
}

function difference(text: string): string | null {
  const one = readWithXml2js(text);
  const other = readWithSaxes(text);
  const complaint = soundness(one) ?? soundness(other) ?? scanned(text, other);
  if (complaint !== null) return complaint;
  // sax does not know names beyond the first 65,536 characters, and refuses them; no QuickBooks has any.
  if (!one.ok && other.ok && /[\u{10000}-\u{10ffff}]/u.test(text)) return null;
  if (one.ok !== other.ok) return `only ${one.ok ? 'xml2js' : 'saxes'} reads it; the other: ${one.ok ? (other.ok ? '' : other.error.code) : one.error.code}`;
  return one.ok && other.ok && JSON.stringify(one.value) !== JSON.stringify(other.value) ? 'the two readers give different trees' : null;
}

export const qbxmlReader: Target = {
  name: 'qbxmlReader',
  atOnce: 1,
  open() {
    const corpus = realAnswers();
    return {
      make: (dice) => (dice.chance(0.05) ? anyText(dice, 400) : mutateText(dice, dice.pick(corpus), PIECES, corpus)),
      check: (text) => difference(text) ?? (readWithSaxes(text).ok ? readRecords(text) : null),
      close: () => undefined,
    };
  },
};

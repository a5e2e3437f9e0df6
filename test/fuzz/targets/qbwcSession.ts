/** A signed-in session whose answers from QuickBooks are spoilt, and sessions with good ones after it: the order is in the books once, or somebody can see that it is not; nothing crashes. */
import { z } from 'zod';
import type { SimulatedCompany } from '../../../src/simulator/company/company.ts';
import type { ProcessResult } from '../../../src/simulator/webConnector/simulatedQuickBooks.ts';
import { createWebConnector, type SessionReport, type WebConnector } from '../../../src/simulator/webConnector/webConnector.ts';
import { forgetAll } from '../../../src/engine/db/remembered.ts';
import { dice as diceOf, type Dice } from '../../faults/random.ts';
import { wooOrder } from '../../golden/shop.ts';
import { leakIn, openBed, PASSWORD, QUIET_SHOP, USERNAME, type Bed } from '../bed.ts';
import { CHARACTERS, NUMBERS, PROTOTYPE_NAMES, XML_PIECES } from '../dictionary.ts';
import { readInput, type Target } from '../harness.ts';
import { mutateText } from '../mutate.ts';

/** How an answer is spoilt; `seed`: of the dice that say where, and with what. */
const HOWS = ['text', 'number', 'drop', 'double', 'status', 'cut', 'empty', 'before', 'failed'] as const;
type How = (typeof HOWS)[number];
const planShape = z.strictObject({
  /** `at`: which answer of the session, the first is 1; 0: what is known of the company before it. */
  spoils: z.array(z.strictObject({ at: z.int(), how: z.enum(HOWS), seed: z.int() })),
  /** On the way between Web Connector and bridge. */
  line: z.array(z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('loseAnswer'), receive: z.int() }), z.strictObject({ kind: z.literal('replay'), receive: z.int() }),
    z.strictObject({ kind: z.literal('stopAfter'), requests: z.int() }),
  ])),
  refund: z.boolean(),
});
type Plan = z.output<typeof planShape>;

/** Answers of a session with one order. */
const ANSWERS = 12;
const CODES = ['0', '1', '500', '530', '1000', '3000', '3100', '3120', '3140', '3170', '3175', '3180', '3200', '3210', '3260', '3270', '9001', '9002', '9005', '-1', '', 'x'];
const HRESULTS = ['0x80040400', '0x80040401', '0x80040408', '0x80040414', '0x80010105', '0x8004041D', '0xFFFFFFFF', '', 'x', '-2147220480'];
const PIECES = [...XML_PIECES, ...CHARACTERS, ...NUMBERS, ...PROTOTYPE_NAMES];
const PAUSE = 600_000;
/** Sessions with good answers in which all has to come to rest. */
const GOOD_SESSIONS = 6;
/** Inputs before QuickBooks begins with empty books again: it searches all of them. */
const A_COMPANY = 300;

function anyPlan(dice: Dice): Plan {
  const how = (): How => dice.weighted<How>([[6, 'text'], [4, 'number'], [3, 'drop'], [2, 'double'], [4, 'status'], [2, 'cut'], [1, 'empty'], [1, 'before'], [2, 'failed']]);
  const place = (): number => dice.from(1, ANSWERS);
  return {
    spoils: Array.from({ length: dice.weighted([[6, 1], [3, 2], [1, 4]]) }, () => ({ at: dice.chance(0.05) ? 0 : place(), how: how(), seed: dice.below(2 ** 31) })),
    line: dice.chance(0.2) ? [dice.pick<Plan['line'][number]>([{ kind: 'loseAnswer', receive: place() }, { kind: 'replay', receive: place() }, { kind: 'stopAfter', requests: place() }])] : [],
    refund: dice.chance(0.2),
  };
}

function spoil(how: How, seed: number, xml: string, before: string): ProcessResult {
  const dice = diceOf(seed);
  const answer = (text: string): ProcessResult => ({ kind: 'answer', xml: text });
  const parts = [...xml.matchAll(/<(\w+)>([^<]*)<\/\1>/g)];
  const one = parts.length === 0 ? undefined : dice.pick(parts);
  const replaced = (by: string): ProcessResult => answer(one === undefined ? xml : xml.slice(0, one.index) + by + xml.slice(one.index + one[0].length));
  switch (how) {
    case 'text': return answer(mutateText(dice, xml, PIECES));
    case 'number': return replaced(`<${one?.[1] ?? ''}>${dice.pick([...NUMBERS, '', '&lt;', '2026-02-30', 'true', 'x'.repeat(300)])}</${one?.[1] ?? ''}>`);
    case 'drop': return replaced('');
    case 'double': return replaced(`${one?.[0] ?? ''}${one?.[0] ?? ''}`);
    case 'status': return answer(xml.replace(/statusCode="\d*" statusSeverity="\w*"/, `statusCode="${dice.pick(CODES)}" statusSeverity="${dice.pick(['Error', 'Error', 'Warn', 'Info', ''])}"`));
    case 'cut': return answer(xml.slice(0, dice.below(xml.length + 1)));
    case 'empty': return answer('');
    case 'before': return answer(before);
    case 'failed': return { kind: 'failed', hresult: dice.pick(HRESULTS), message: dice.pick(['', 'QuickBooks found an error when parsing the provided XML text stream.', '<b>&amp;', '\0']) };
  }
}

type Books = { readonly company: SimulatedCompany; readonly connector: WebConnector; plan: Plan };

/** Answers to a session under way are spoilt as the plan says. */
function openBooks(bed: Bed, company: SimulatedCompany): Books {
  let count = 0;
  let before = '';
  const spoilt = (at: number, given: ProcessResult): ProcessResult => {
    if (given.kind !== 'answer') return given;
    const result = books.plan.spoils.filter((one) => one.at === at).reduce<ProcessResult>((so, { how, seed }) => (so.kind === 'answer' ? spoil(how, seed, so.xml, before) : so), given);
    before = given.xml;
    return result;
  };
  const connector = createWebConnector({
    url: `http://localhost:${String(bed.server.port)}/qbwc`, username: USERNAME, password: PASSWORD, mostPauses: 200,
    sleep: async (milliseconds) => {
      await bed.engine.idle();
      bed.advance(milliseconds);
    },
    company: {
      beginSession: () => {
        count = 0;
        return company.beginSession();
      },
      endSession: (id) => { company.endSession(id); },
      process: (id, request) => {
        count += 1;
        return spoilt(count, company.process(id, request));
      },
      hcpResponse: () => {
        const told = spoilt(0, { kind: 'answer', xml: company.hcpResponse() });
        return told.kind === 'answer' ? told.xml : '';
      },
      path: company.card().path,
    },
  });
  const books: Books = { company, connector, plan: { spoils: [], line: [], refund: false } };
  return books;
}

type JobLine = { readonly kind: string; readonly state: string; readonly problem: string | null };

const OPEN_STATES: readonly string[] = ['waiting', 'ready', 'sent', 'inDoubt'];

/** What is wrong with how the documents of that order ended. */
function judge(bed: Bed, { company }: Books, id: number): string | null {
  const { db } = bed.engine;
  const jobs = db.prepare<[string], JobLine>('SELECT job.kind, job.state, job.problem FROM job JOIN store_order ON store_order.id = job.order_id WHERE store_order.store_id = ?').all(String(id));
  const { state, problem } = db.prepare<[], { readonly state: string; readonly problem: string | null }>('SELECT state, problem FROM company').get() ?? { state: '', problem: null };
  const isStopped = state !== 'approved';
  if (isStopped && problem === null && state !== 'confirm') return `the company is ${state} and nothing says why`;
  const documents = company.ledger().documents.filter(({ memo, isVoid }) => !isVoid && memo.includes(String(id)));
  if (jobs.length === 0) return 'the order has no document to be entered';
  for (const kind of new Set(documents.map((one) => one.kind))) {
    const of = documents.filter((one) => one.kind === kind).length;
    if (of > 1) return `the order is in the books ${String(of)} times`;
  }
  const done = jobs.filter((job) => job.state === 'done').length;
  if (done > documents.length) return `${String(done)} documents are said to be in the books, ${String(documents.length)} are`;
  // A refund waits for its sale, and the sale says why it is not in the books.
  const silent = isStopped || jobs.some((job) => job.problem !== null) ? undefined : jobs.find((job) => OPEN_STATES.includes(job.state));
  if (silent !== undefined) return `a document (${silent.kind}) is left ${silent.state} and nothing says why`;
  for (const { problem: text } of jobs) {
    if (text === null) continue;
    const { what, todo } = JSON.parse(text) as { readonly what: string; readonly todo: string };
    if (what === '' || todo === '' || /\bundefined\b|\[object \w/.test(what + todo)) return `a document needs attention without good words: ${what}`;
  }
  return null;
}

/** What people read of a session in the Web Connector. */
function saidIn(report: SessionReport, folder: string): string | null {
  const said = [...report.lastErrors, report.closing ?? ''].join('\n');
  const leak = leakIn(said, folder);
  return leak === null ? null : `${leak} in "${said.slice(0, 200)}"`;
}

export const qbwcSession: Target = {
  name: 'qbwcSession',
  atOnce: 1,
  async open() {
    const bed = await openBed({ refundItem: 'Web Refund' });
    const { engine, connectionId, shop } = bed;
    let books: Books | null = null;
    let played = 0;
    /** Of a shop's order: QuickBooks remembers what it has booked under each, so none comes twice. */
    let id = 100_000;

    const sessions = async (plan: Plan, here: Books): Promise<string | null> => {
      const { connector } = here;
      here.plan = plan;
      const first = await connector.runSession(plan.line);
      here.plan = { spoils: [], line: [], refund: false };
      const leak = saidIn(first, bed.folder);
      if (leak !== null) return leak;
      for (let session = 0; session < GOOD_SESSIONS; session += 1) {
        await engine.idle();
        bed.advance(PAUSE);
        await engine.pull(connectionId);
        const good = await connector.runSession();
        const said = saidIn(good, bed.folder);
        if (said !== null) return said;
        if (good.outcome === 'noWork' || (good.outcome === 'finished' && !engine.db.prepare('SELECT 1 FROM job WHERE state IN (\'waiting\', \'ready\', \'sent\', \'inDoubt\')').get())) return null;
      }
      return null;
    };

    return {
      make: (dice) => JSON.stringify(anyPlan(dice)),
      async check(input) {
        const plan = readInput(planShape, input);
        if (plan === null) return null;
        if (played % A_COMPANY === 0) {
          books?.connector.close();
          books = openBooks(bed, bed.newCompany());
        }
        played += 1;
        const here = books ?? openBooks(bed, bed.newCompany());
        id += 1;
        const { order, refunds } = wooOrder({
          id, lines: [{ sku: 'MUG-RED', qty: 2, total: 2400, tax: 120 }], shipping: [{ title: 'Flat rate', total: 500, tax: 40 }],
          ...(plan.refund ? { refunds: [{ id: id + 500_000, lines: [{ line: 1, qty: 1, total: 1200, tax: 60 }] }] } : {}),
        });
        shop.answer = (method, url) => {
          if (url.pathname.endsWith('/refunds')) return { status: 200, body: JSON.stringify(refunds) };
          return method === 'GET' && url.pathname.endsWith('/orders') && url.searchParams.get('status') !== 'trash' ? { status: 200, body: JSON.stringify([order]) } : QUIET_SHOP(method, url);
        };
        engine.db.exec('BEGIN');
        try {
          const pulled = await engine.pull(connectionId);
          if (!pulled.ok) return `the order was not taken: ${pulled.error.what}`;
          return (await sessions(plan, here)) ?? judge(bed, here, id);
        } finally {
          await engine.idle();
          engine.db.exec('ROLLBACK');
          forgetAll(engine.db);
          bed.advance(PAUSE);
          shop.answer = QUIET_SHOP;
        }
      },
      audit() {
        const fault = bed.faults.splice(0)[0];
        if (fault !== undefined) return `the engine logged ${fault}`;
        const loose = engine.db.pragma('foreign_key_check');
        return Array.isArray(loose) && loose.length === 0 ? null : 'rows point nowhere';
      },
      async close() {
        books?.connector.close();
        await bed.close();
      },
    };
  },
};

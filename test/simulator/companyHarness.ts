/** What the company tests share: a clock, a session, short ways to write requests and to read answers. */
import { readXml } from '../../src/quickbooks/xml/read.ts';
import { childrenOf, textAt, type XmlElement } from '../../src/quickbooks/xml/tree.ts';
import type { SimulatedCompany } from '../../src/simulator/company/company.ts';
import { sampleCompany, type SampleOptions } from '../../src/simulator/company/sampleCompany.ts';

export type Clock = { at: number };

export const START = Date.UTC(2026, 2, 2, 15, 0, 0); // 10:00 in New York, in winter
export const FILE_ID = '{0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0}';
export const OWNER_ID = '{11111111-2222-3333-4444-555555555555}';

export function message(body: string, attributes = '', version = '13.0', onError = 'stopOnError'): string {
  return (
    `<?xml version="1.0" encoding="utf-8"?><?qbxml version="${version}"?><QBXML>` +
    `<QBXMLMsgsRq onError="${onError}"${attributes === '' ? '' : ` ${attributes}`}>${body}</QBXMLMsgsRq></QBXML>`
  );
}

export type Answer = { readonly root: XmlElement; readonly set: XmlElement; readonly responses: readonly XmlElement[] };

export function readAnswer(xml: string): Answer {
  const read = readXml(xml);
  if (!read.ok) throw new Error(`${read.error.what}\n${xml}`);
  const set = read.value.children[0];
  if (set === undefined) throw new Error('no message set in the answer');
  return { root: read.value, set, responses: set.children };
}

export type Harness = {
  readonly company: SimulatedCompany;
  readonly clock: Clock;
  /** Sends one set in the open session (a new one after a death) and reads the answer; throws on an HRESULT. */
  readonly send: (body: string, attributes?: string, version?: string, onError?: string) => Answer;
  /** The first response. */
  readonly ask: (body: string, attributes?: string) => XmlElement;
  /** The HRESULT of a set that is expected to fail; '' when it was answered. */
  readonly hresult: (text: string) => string;
  readonly onHand: (item: string) => number;
  readonly onSalesOrder: (item: string) => number;
};

export function harness(options: Partial<SampleOptions> = {}): Harness {
  const clock: Clock = { at: START };
  const company = sampleCompany({ now: () => clock.at, fileId: FILE_ID, ownerId: OWNER_ID, ...options });
  let session = company.beginSession();
  const process = (text: string): ReturnType<SimulatedCompany['process']> => {
    const result = company.process(session, text);
    if (result.kind === 'failed' && result.hresult === '0x80010105') session = company.beginSession();
    return result;
  };
  const send = (body: string, attributes = '', version = '13.0', onError = 'stopOnError'): Answer => {
    const result = process(message(body, attributes, version, onError));
    if (result.kind === 'failed') throw new Error(`${result.hresult} ${result.message}`);
    return readAnswer(result.xml);
  };
  const itemOf = (name: string): { quantityOnHand: number; quantityOnSalesOrder: number } => {
    const item = company.ledger().items.find((one) => one.fullName === name);
    if (item === undefined) throw new Error(`no item ${name}`);
    return item;
  };
  return {
    company,
    clock,
    send,
    ask: (body, attributes) => {
      const [first] = send(body, attributes).responses;
      if (first === undefined) throw new Error('no response');
      return first;
    },
    hresult: (text) => {
      const result = process(text);
      return result.kind === 'failed' ? result.hresult : '';
    },
    onHand: (item) => itemOf(item).quantityOnHand / 100_000,
    onSalesOrder: (item) => itemOf(item).quantityOnSalesOrder / 100_000,
  };
}

export function status(response: XmlElement | undefined): string {
  return response?.attributes['statusCode'] ?? '';
}

export type LineText = {
  readonly item: string;
  readonly quantity?: string;
  readonly rate?: string;
  readonly amount?: string;
  readonly code?: string;
  readonly group?: boolean;
};

export function lineText(type: string, { item, quantity, rate, amount, code, group = false }: LineText): string {
  const part = (name: string, value: string | undefined): string => (value === undefined ? '' : `<${name}>${value}</${name}>`);
  const ref = (name: string, value: string | undefined): string =>
    value === undefined ? '' : `<${name}><FullName>${value}</FullName></${name}>`;
  if (group) return `<${type}LineGroupAdd>${ref('ItemGroupRef', item)}${part('Quantity', quantity)}</${type}LineGroupAdd>`;
  const money = part('Quantity', quantity) + part('Rate', rate) + part('Amount', amount);
  return `<${type}LineAdd>${ref('ItemRef', item)}${money}${ref('SalesTaxCodeRef', code)}</${type}LineAdd>`;
}

export type DocumentText = {
  readonly type?: string;
  readonly customer?: string | null;
  readonly date?: string;
  readonly number?: string;
  /** Header elements after RefNumber, in their order. */
  readonly header?: string;
  readonly lines?: readonly LineText[];
  readonly id?: string;
};

/** A request that adds a document; a sales receipt of one red mug unless said otherwise. */
export function add({
  type = 'SalesReceipt',
  customer = 'Web Store Customer',
  date = '2026-03-02',
  number = 'W1',
  header = '',
  lines = [{ item: 'MUG-RED', quantity: '1', rate: '10.00' }],
  id = '1',
}: DocumentText = {}): string {
  const customerText = customer === null ? '' : `<CustomerRef><FullName>${customer}</FullName></CustomerRef>`;
  return (
    `<${type}AddRq requestID="${id}"><${type}Add>${customerText}<TxnDate>${date}</TxnDate><RefNumber>${number}</RefNumber>${header}` +
    `${lines.map((line) => lineText(type, line)).join('')}</${type}Add></${type}AddRq>`
  );
}

export function texts(parent: XmlElement | undefined, ...path: readonly string[]): string[] {
  const last = path.at(-1) ?? '';
  const holders = path
    .slice(0, -1)
    .reduce<readonly XmlElement[]>((all, name) => all.flatMap((one) => childrenOf(one, name)), parent === undefined ? [] : [parent]);
  return holders.flatMap((one) => childrenOf(one, last).map((found) => found.text));
}

/** Texts of that element in every child of the response. */
export function column(response: XmlElement | undefined, name: string): string[] {
  return (response?.children ?? []).map((one) => textAt(one, name));
}

/** The first record of a response; throws when there is none. */
export function first(response: XmlElement): XmlElement {
  return must(response.children[0]);
}

export function must(one: XmlElement | undefined): XmlElement {
  if (one === undefined) throw new Error('the answer has no such element');
  return one;
}

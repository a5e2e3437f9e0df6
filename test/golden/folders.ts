/** Folders of the golden corpus as files: what is read from them, and how qbXML stands in them for a person to review. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { GoldenCase, GoldenRun, GoldenSettings } from './run.ts';
import type { Json } from './shop.ts';

export const ORDERS = path.join(import.meta.dirname, 'orders');

export function folderNames(): readonly string[] {
  return existsSync(ORDERS) ? readdirSync(ORDERS, { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => one.name).sort() : [];
}

export function readCase(name: string): GoldenCase {
  const read = (file: string, otherwise: Json): Json => {
    const at = path.join(ORDERS, name, file);
    return existsSync(at) ? (JSON.parse(readFileSync(at, 'utf8')) as Json) : otherwise;
  };
  return { order: read('order.json', null), refunds: read('refunds.json', []) as readonly Json[], second: read('second.json', null), settings: read('settings.json', {}) as unknown as GoldenSettings };
}

/** Names instead of ListIDs and numbers instead of TxnIDs, one element a line: the same for ever, and fit to be read. */
export function readable(xml: string, names: ReadonlyMap<string, string>): string {
  const txns = new Map<string, string>();
  const named = xml
    .replace(/<ListID>([^<]*)<\/ListID>/g, (_, id: string) => `<ListID>${names.get(id) ?? 'new record'}</ListID>`)
    .replace(/<(TxnID|TxnLineID|CreditTxnID)>([^<]*)<\/\1>/g, (_, tag: string, id: string) => {
      if (!txns.has(id)) txns.set(id, `number ${String(txns.size + 1)}`);
      return `<${tag}>${txns.get(id) ?? ''}</${tag}>`;
    });
  let depth = 0;
  const lines = named.replace(/>\s*</g, '>\n<').split('\n').map((line) => {
    if (line.startsWith('</')) depth -= 1;
    const indented = `${' '.repeat(Math.max(0, depth))}${line}`;
    if (/^<[A-Za-z]/.test(line) && !line.includes('</') && !line.endsWith('/>')) depth += 1;
    return indented;
  });
  return `${lines.join('\n')}\n`;
}

/** The files of a folder that are made from its order: requests, responses and the outcome. */
export function resultFiles(run: GoldenRun): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [index, { request, response }] of run.written.entries()) {
    const suffix = index === 0 ? '' : `-${String(index + 1)}`;
    files.set(`request${suffix}.xml`, readable(request, run.names));
    files.set(`response${suffix}.xml`, readable(response, run.names));
  }
  files.set('outcome.json', `${JSON.stringify({ steps: run.steps, open: run.open }, null, 1)}\n`);
  return files;
}

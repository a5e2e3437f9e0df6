/** `invoice`: the PDF of an order's document as it stands in QuickBooks. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { problem } from '../domain/problem.ts';
import { readInvoice } from '../engine/host/invoice.ts';
import { DONE, fail, type Terminal } from './terminal.ts';

export type InvoiceCommand = { readonly data: string; readonly order: string; readonly out: string };

export async function runInvoice(options: InvoiceCommand, to: Terminal): Promise<number> {
  const invoice = await readInvoice(path.resolve(options.data), options.order);
  if (!invoice.ok) return fail(to, invoice.error);
  const file = path.resolve(options.out);
  try {
    writeFileSync(file, invoice.value.pdf);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    return fail(to, problem(
      'fileNotWritten', `${file} could not be written.`,
      'Give a file in a folder that exists and that this user may write to.', { field: '--out', detail: code },
    ));
  }
  to.out(`Wrote ${file}.`);
  return DONE;
}

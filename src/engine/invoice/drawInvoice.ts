/** Draws a document of QuickBooks as PDF: our own template, letter size, standard Helvetica (QuickBooks' texts are Windows-1252, which it covers). */
// A path reference, because every program that imports this file must see the declaration.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- see above
/// <reference path="./pdfkitFonts.d.ts" />
import PDFDocument, * as pdfkit from 'pdfkit';
import Helvetica from 'pdfkit/standard-fonts/Helvetica';
import HelveticaBold from 'pdfkit/standard-fonts/HelveticaBold';
import { formatDecimal } from '../../domain/decimal.ts';
import type { DocumentKind } from '../../domain/job.ts';
import { formatCents, type Cents } from '../../domain/money.ts';
import type { PostedDocument, PostedLine } from '../../domain/postedDocument.ts';

// In the bundle pdfkit is its browser build, which reads no files and wants to be given its fonts; Node's own build has them.
const { registerStdFonts } = pdfkit as unknown as { readonly registerStdFonts?: (...fonts: readonly object[]) => void };
registerStdFonts?.(Helvetica, HelveticaBold);

/** `seller`: the company's name as it stands at the head. `madeAt`: milliseconds; the same document then always gives the same bytes. */
export type InvoiceOptions = { readonly seller: string; readonly madeAt: number };

type Pdf = InstanceType<typeof PDFDocument>;
type Column = { readonly title: string; readonly x: number; readonly width: number; readonly align: 'left' | 'right'; readonly text: (line: PostedLine) => string };

const LEFT = 54;
const RIGHT = 558;
const BOTTOM = 720;
const GREY = '#555555';
const TITLES: Readonly<Record<DocumentKind, string>> = { invoice: 'Invoice', salesReceipt: 'Sales receipt', salesOrder: 'Sales order', creditMemo: 'Credit memo' };

const COLUMNS: readonly Column[] = [
  { title: 'Item', x: LEFT, width: 110, align: 'left', text: (line) => `${line.role === 'member' ? '   ' : ''}${line.item}` },
  { title: 'Description', x: 170, width: 190, align: 'left', text: (line) => line.description },
  {
    title: 'Quantity', x: 366, width: 52, align: 'right',
    text: (line) => (line.quantity === null ? '' : `${formatDecimal(line.quantity)}${line.unit === '' ? '' : ` ${line.unit}`}`),
  },
  { title: 'Rate', x: 424, width: 58, align: 'right', text: rateOf },
  { title: 'Amount', x: 488, width: 70, align: 'right', text: (line) => money(line.amount) },
];

export async function drawInvoice(document: PostedDocument, { seller, madeAt }: InvoiceOptions): Promise<Uint8Array> {
  const title = `${TITLES[document.kind]} ${document.refNumber}`.trim();
  const at = new Date(madeAt);
  const pdf: Pdf = new PDFDocument({
    size: 'LETTER', margins: { top: 54, bottom: 0, left: LEFT, right: 54 }, bufferPages: true,
    info: { Title: title, Author: seller, CreationDate: at, ModDate: at },
  });
  const chunks: Uint8Array[] = [];
  pdf.on('data', (chunk: Uint8Array) => { chunks.push(chunk); });
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  head(pdf, document, seller);
  lines(pdf, document);
  totals(pdf, document);
  foot(pdf, title);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

function head(pdf: Pdf, document: PostedDocument, seller: string): void {
  pdf.font('Helvetica-Bold').fontSize(16).fillColor('black').text(seller, LEFT, 54, { width: 280 });
  const under = pdf.y;
  pdf.fontSize(20).text(TITLES[document.kind].toUpperCase(), 340, 54, { width: RIGHT - 340, align: 'right' });
  pdf.fontSize(9);
  for (const [label, value] of factsOf(document)) {
    const { y } = pdf;
    pdf.font('Helvetica').fillColor(GREY).text(label, 360, y + 2, { width: 90, align: 'right' });
    pdf.fillColor('black').text(value, 456, y + 2, { width: RIGHT - 456, align: 'right' });
  }
  const top = Math.max(pdf.y, under) + 20;
  const bill = address(
    pdf,
    document.kind === 'creditMemo' ? 'Credit to' : 'Bill to',
    document.billAddress.length === 0 ? [document.customerName] : document.billAddress,
    LEFT,
    top,
  );
  const ship = address(pdf, 'Ship to', document.shipAddress, 310, top);
  pdf.y = Math.max(bill, ship) + 18;
}

function factsOf(document: PostedDocument): readonly (readonly [string, string])[] {
  const all: readonly (readonly [string, string])[] = [
    ['Number', document.refNumber], ['Date', document.txnDate],
    ['Due date', document.kind === 'invoice' ? document.dueDate : ''],
    ['Terms', document.terms], ['P.O. number', document.poNumber],
    ['Rep', document.salesRep], ['Ship via', document.shipMethod],
    ['Ship date', document.poNumber === '' && document.shipMethod === '' ? '' : document.shipDate],
    ['Payment method', document.paymentMethod],
    ['Currency', document.currency],
  ];
  return all.filter(([, value]) => value !== '');
}

function address(pdf: Pdf, title: string, parts: readonly string[], x: number, y: number): number {
  if (parts.length === 0) return y;
  pdf.font('Helvetica-Bold').fontSize(9).fillColor(GREY).text(title, x, y, { width: 240 });
  pdf.font('Helvetica').fontSize(10).fillColor('black');
  for (const part of parts) pdf.text(part, x, pdf.y + 1, { width: 240 });
  return pdf.y;
}

function tableHead(pdf: Pdf, y: number): number {
  pdf.font('Helvetica-Bold').fontSize(9).fillColor('black');
  for (const { title, x, width, align } of COLUMNS) pdf.text(title, x, y, { width, align, lineBreak: false });
  pdf.moveTo(LEFT, y + 13).lineTo(RIGHT, y + 13).lineWidth(0.7).strokeColor('black').stroke();
  return y + 18;
}

function lines(pdf: Pdf, { lines: all }: PostedDocument): void {
  let y = tableHead(pdf, pdf.y);
  for (const line of all.filter((one) => one.role !== 'member' || one.isPrinted)) {
    const cells = COLUMNS.map((column) => column.text(line));
    pdf.font('Helvetica').fontSize(9).fillColor('black');
    const height = Math.max(11, ...COLUMNS.map(({ width, align }, index) => pdf.heightOfString(cells[index] ?? '', { width, align })));
    if (y + height > BOTTOM - 10) {
      pdf.addPage();
      y = tableHead(pdf, 54);
      pdf.font('Helvetica').fontSize(9);
    }
    // A text longer than a page is cut at its end: the document in QuickBooks has it whole.
    for (const [index, { x, width, align }] of COLUMNS.entries()) pdf.text(cells[index] ?? '', x, y, { width, align, height: BOTTOM - y, ellipsis: true });
    y += height + 5;
  }
  pdf.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(0.4).strokeColor(GREY).stroke();
  pdf.y = y + 8;
}

function totals(pdf: Pdf, document: PostedDocument): void {
  const rate = document.taxPercentage === null ? '' : ` (${formatDecimal(document.taxPercentage)}%)`;
  const rows: readonly (readonly [string, Cents | null])[] = [
    ['Subtotal', document.subtotal], [`Sales tax${rate}`, document.taxTotal], ['Total', document.total],
    [document.kind === 'creditMemo' ? 'Used' : 'Payments and credits', document.kind === 'salesReceipt' ? null : document.paid],
    [document.kind === 'creditMemo' ? 'Credit left' : 'Balance due', document.kind === 'salesReceipt' ? null : document.balance],
  ];
  if (pdf.y + rows.length * 16 > BOTTOM) {
    pdf.addPage();
    pdf.y = 54;
  }
  for (const [label, amount] of rows) {
    if (amount === null) continue;
    const { y } = pdf;
    pdf.font(label === 'Total' || label === 'Balance due' ? 'Helvetica-Bold' : 'Helvetica').fontSize(10).fillColor('black');
    pdf.text(label, 330, y, { width: 150, align: 'right' });
    pdf.text(money(amount), 488, y, { width: 70, align: 'right' });
    pdf.y = y + 15;
  }
  if (document.isPending) pdf.font('Helvetica-Bold').fontSize(10).text('Pending: not final.', LEFT, pdf.y + 8, { width: RIGHT - LEFT });
  if (document.customerMessage !== '') pdf.font('Helvetica').fontSize(10).fillColor('black').text(document.customerMessage, LEFT, pdf.y + 14, { width: RIGHT - LEFT });
}

function foot(pdf: Pdf, title: string): void {
  const { start, count } = pdf.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    pdf.switchToPage(page);
    pdf.font('Helvetica').fontSize(8).fillColor(GREY)
      .text(`${title} – page ${String(page + 1)} of ${String(count)}`, LEFT, 750, { width: RIGHT - LEFT, align: 'center', lineBreak: false });
  }
}

function rateOf(line: PostedLine): string {
  if (line.rate !== null) {
    const [whole = '', places = ''] = formatDecimal(line.rate).split('.');
    return `${whole}.${places.padEnd(2, '0')}`;
  }
  return line.ratePercent === null ? '' : `${formatDecimal(line.ratePercent)}%`;
}

function money(amount: Cents | null): string {
  return amount === null ? '' : formatCents(amount);
}

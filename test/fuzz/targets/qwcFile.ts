/** The .qwc file and texts on their way to QuickBooks: whatever name or user is set, the file is plain ASCII that says the same when read; a spoilt file is refused in words. */
import { OWNER_ID, readQwc, writeQwc } from '../../../src/quickbooks/qwcFile.ts';
import { toQuickBooksText } from '../../../src/quickbooks/text.ts';
import { readWithSaxes } from '../../../src/quickbooks/xml/read.ts';
import { element } from '../../../src/quickbooks/xml/tree.ts';
import { writeXml } from '../../../src/quickbooks/xml/write.ts';
import { XML_PIECES } from '../dictionary.ts';
import type { Target } from '../harness.ts';
import { anyText, mutateText } from '../mutate.ts';

const FILE_ID = '{11111111-2222-4333-8444-555555555555}';
const GOOD = writeQwc({ companyName: 'Maple', username: 'maple', ownerId: OWNER_ID, fileId: FILE_ID, port: 47_800, minutes: 5 });

/** What XML 1.0 cannot carry, and what our writer leaves out beside it (C1 controls). */
const carried = (text: string): string => text.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]/g, '').replaceAll('\ufffd', '');

function checkWritten(text: string): string | null {
  const file = writeQwc({ companyName: text, username: text, ownerId: OWNER_ID, fileId: FILE_ID, port: 47_800, minutes: 5 });
  if (/[^\t\r\n -~]/.test(file)) return 'the file is not plain ASCII';
  const read = readQwc(file);
  if (!read.ok) return carried(text).trim() === '' ? null : `its own file is refused: ${read.error.what} ${read.error.detail ?? ''}`;
  if (read.value.username.replaceAll('\ufffd', '').trim() !== carried(text).trim()) return `the user name is read as ${JSON.stringify(read.value.username.slice(0, 60))}`;
  return read.value.appName.length > 30 || read.value.fileId !== FILE_ID || read.value.ownerId !== OWNER_ID ? 'a text reached beyond its element' : null;
}

/** A text in a request: one element, one attribute, nothing beside them. */
function checkElement(text: string): string | null {
  const written = writeXml(element('A', [element('B', text)], { c: text }));
  const read = readWithSaxes(written);
  if (!read.ok) return `what is written cannot be read: ${read.error.detail ?? ''}`;
  const [inner, ...more] = read.value.children;
  if (inner === undefined || more.length > 0 || inner.children.length > 0 || Object.keys(read.value.attributes).join() !== 'c') return 'a text became markup';
  if (inner.text.replaceAll('\ufffd', '') !== carried(text)) return `a text is read as ${JSON.stringify(inner.text.slice(0, 60))}`;
  const fitted = toQuickBooksText(text, 41).text;
  return fitted.length > 41 || /[\0-\x08\x0b\x0c\x0e-\x1f]/.test(fitted) ? `a text that QuickBooks cannot hold: ${JSON.stringify(fitted)}` : null;
}

function checkRead(text: string): string | null {
  const read = readQwc(text);
  return !read.ok && (read.error.what === '' || read.error.todo === '') ? 'a refusal without words' : null;
}

export const qwcFile: Target = {
  name: 'qwcFile',
  atOnce: 1,
  open: () => ({
    make: (dice) => (dice.chance(0.3) ? mutateText(dice, GOOD, XML_PIECES) : anyText(dice, 80)),
    check: (text) => (text.includes('<QBWCXML>') ? checkRead(text) : (checkWritten(text) ?? checkElement(text) ?? checkRead(text))),
    close: () => undefined,
  }),
};

/** Items read along with the text are the items that the tree holds, whoever reads the text, and what is wrong with one is told alike. */
import { describe, expect, it } from 'vitest';
import { answerFor, readMessageSet, type Answer } from '../../../../src/quickbooks/qbxml/envelope.ts';
import { itemOf, readItems } from '../../../../src/quickbooks/qbxml/item.ts';
import { codeOf, good } from '../samples.ts';

const item = (id: string, more = ''): string => `<ItemInventoryRet><ListID>${id}</ListID><Name>N ${id}</Name><QuantityOnHand>1.5</QuantityOnHand>${more}</ItemInventoryRet>`;
const set = (inner: string, severity = 'Info', code = '0'): string => '<?xml version="1.0" ?>\r\n<QBXML><QBXMLMsgsRs>'
  + `<ItemInventoryQueryRs requestID="items" statusCode="${code}" statusSeverity="${severity}" statusMessage="m" iteratorRemainingCount="3" iteratorID="{1}">${inner}</ItemInventoryQueryRs></QBXMLMsgsRs></QBXML>`;

function answerOf(text: string, along: boolean): Answer {
  const answer = answerFor(good(readMessageSet(text, along ? itemOf : undefined)), 'items');
  if (answer === null) throw new Error('no answer');
  return answer;
}

describe('items read along with the text', () => {
  it.each([
    ['a page', set(`\n${item('1')}\n${item('2', '<SalesOrPurchase><Price>2.00</Price></SalesOrPurchase>')}\n`)],
    ['an empty page', set('')],
    ['a text that only the general readers know', set(`${item('1')}<!-- c -->${item('2')}`)],
    ['an ErrorRecovery between them', set(`${item('1')}<ErrorRecovery><ListID>9</ListID></ErrorRecovery>${item('2')}`)],
  ])('are the same: %s', (_what, text) => {
    expect(readItems(answerOf(text, true))).toEqual(readItems(answerOf(text, false)));
    expect(readItems(answerOf(text, true)).ok).toBe(true);
  });

  it('are left out of the tree, of which the rest is there', () => {
    const answer = answerOf(set(`${item('1')}<ErrorRecovery><ListID>9</ListID></ErrorRecovery>`), true);
    expect(answer.element.children.map(({ name }) => name)).toEqual(['ErrorRecovery']);
    expect(answer).toMatchObject({ iteratorRemaining: 3, iteratorId: '{1}', items: [{ ok: true }] });
  });

  it('tell what is wrong with one, and an error of the whole answer first', () => {
    const broken = set(`${item('1')}<ItemInventoryRet><ListID>2</ListID></ItemInventoryRet>`);
    expect(readItems(answerOf(broken, true))).toEqual(readItems(answerOf(broken, false)));
    expect(codeOf(readItems(answerOf(broken, true)))).toBe('recordUnreadable');
    const refused = set(item('1'), 'Error', '3120');
    expect(codeOf(readItems(answerOf(refused, true)))).toBe('status3120');
  });

  it('count for nothing where the text breaks off', () => {
    expect(codeOf(readMessageSet(set(item('1')).slice(0, -10), itemOf))).toBe('xmlMalformed');
  });
});

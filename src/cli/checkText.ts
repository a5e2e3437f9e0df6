/** What is known of SKUs as lines for people. */
import type { CheckedShop, Checks } from '../engine/host/check.ts';

const WAITING: Readonly<Record<string, string>> = {
  pending: 'waits in the queue', pushing: 'is on its way', held: 'is held for your approval', failed: 'was not taken by the shop',
};

function shopLines(shop: CheckedShop): readonly string[] {
  const { lastSent, shopShows } = shop;
  const sent = lastSent === null ? 'nothing yet' : `${lastSent.sent} at ${lastSent.at}, answered ${lastSent.answered ?? 'nothing'} (${lastSent.outcome})`;
  return [
    `${shop.sku}  ${shop.name}  in ${shop.shop}, ${shop.company}: ${shop.isSame === null ? 'not known' : shop.isSame ? 'the same' : 'DIFFERENT'}`,
    ...shop.quickbooks.map((item) =>
      `  QuickBooks     ${item.onHand ?? 'no stock'} on hand, ${item.onSalesOrder ?? '0'} on sales orders (${item.item}, read ${item.readAt ?? 'never'})`
      + (item.askedAt === null ? '' : `; asked for again since ${item.askedAt}, answered when the Web Connector calls next`)),
    `  To sell        ${shop.shouldShow ?? 'no number'}. ${shop.explanation}`,
    `  Last sent      ${sent}`,
    `  Shop shows     ${shopShows === null ? 'no number seen yet' : `${shopShows.quantity}, seen ${shopShows.at ?? 'never'}`}`,
    ...(shop.waiting === null ? [] : [`  The new number ${WAITING[shop.waiting] ?? shop.waiting}`]),
    ...shop.inFlight.map(({ order, shop: name, pieces }) => `  In flight      ${pieces}, order ${order} of ${name}`),
    ...shop.whyDifferent.map((reason) => `  Why            ${reason}`),
    `  Web Connector  last called ${shop.lastPoll ?? 'never'}${shop.nextPoll === null ? '' : `, expected ${shop.nextPoll}`}`,
  ];
}

export function checkText({ at, checks }: Checks): readonly string[] {
  return [
    `At ${at}. All times are UTC.`,
    ...checks.flatMap(({ sku, shops, near }) => ['', ...(shops.length > 0 ? shops.flatMap(shopLines)
      : [`No shop sells "${sku}". ${near.length === 0 ? 'Give it as the shop spells it.' : `Did you mean ${near.join(' or ')}?`}`])]),
  ];
}

/** The pages the endpoint shows to whoever opens its addresses: small, and telling nothing about anybody's business. */
import type { Answer } from '../http/handler.ts';
import { escapeXml } from './fault.ts';

/** What the support page tells (DESIGN §6: it is open to anybody on this PC). */
export type About = { readonly name: string; readonly version: string };

const HEADERS = { 'Content-Security-Policy': "default-src 'none'", 'Referrer-Policy': 'no-referrer' };

function page(title: string, text: string): Answer {
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeXml(title)}</title></head>`
    + `<body><h1>${escapeXml(title)}</h1><p>${escapeXml(text)}</p></body></html>\n`;
  return { status: 200, type: 'text/html; charset=utf-8', body, headers: HEADERS };
}

/** GET on the endpoint: the Web Connector may look before it calls, and gives up on anything but 200 (QBWC1048). */
export function endpointPage(about: About): Answer {
  return page(about.name, 'This address is for the QuickBooks Web Connector.');
}

/** The AppSupport page; the Web Connector wants 200 when the .qwc is added (QBWC1003). */
export function supportPage(about: About): Answer {
  return page(`${about.name} ${about.version}`, 'running');
}

/** The service description with the address this very server has. `host`: name and port as the caller reached it. */
export function wsdlPage(wsdl: string, host: string): Answer {
  const location = `http://${escapeXml(host)}/qbwc`;
  const body = wsdl.replace(/(<soap:address\s+location=")[^"]*/, (_match, before: string) => `${before}${location}`);
  return { status: 200, type: 'text/xml; charset=utf-8', body };
}

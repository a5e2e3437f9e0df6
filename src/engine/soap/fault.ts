/** SOAP 1.1 faults: what the Web Connector shows when a call could not be answered. */

export const SOAP_ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';

/** Client: the message is at fault, sending it again unchanged cannot help. Server: ours. VersionMismatch: not SOAP 1.1. */
export type FaultCode = 'Client' | 'Server' | 'VersionMismatch';

// Everything XML 1.0 cannot hold, halves of surrogate pairs included.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** Text that any XML 1.0 reader takes: what XML cannot hold becomes the replacement character. */
export function writable(text: string): string {
  return text.replace(UNWRITABLE, '\ufffd');
}

/** Text as it stands between two tags. */
export function escapeXml(text: string): string {
  return writable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A whole fault envelope; goes out with status 500 as SOAP 1.1 over HTTP asks. */
export function faultEnvelope(code: FaultCode, text: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${SOAP_ENVELOPE}"><soap:Body><soap:Fault>`
    + `<faultcode>soap:${code}</faultcode><faultstring>${escapeXml(text)}</faultstring></soap:Fault></soap:Body></soap:Envelope>`;
}

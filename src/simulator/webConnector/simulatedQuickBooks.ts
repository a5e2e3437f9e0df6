/** What the simulated Web Connector needs of QuickBooks: open a company file, have qbXML processed, close it. */

/** What ProcessRequest gave: qbXML, or the request processor's own error (then nothing of it was answered). */
export type ProcessResult =
  | { readonly kind: 'answer'; readonly xml: string }
  | { readonly kind: 'failed'; readonly hresult: string; readonly message: string };

export type SimulatedQuickBooks = {
  /** Opens a company file (its path; empty = the one on screen) and gives a session; throws an error with `hresult` where that fails. */
  beginSession(companyFile?: string): string;
  endSession(sessionId: string): void;
  process(sessionId: string, qbxml: string): ProcessResult;
  /** The answers to HostQuery, CompanyQuery and PreferencesQuery in one qbXML text. */
  hcpResponse(): string;
  /** Full path of the company file in use. */
  readonly path: string;
};

/** Why a company file could not be opened, in the request processor's words. */
export class QuickBooksError extends Error {
  readonly hresult: string;
  constructor(hresult: string, message: string) {
    super(message);
    this.hresult = hresult;
  }
}

/** The hresult of whatever `beginSession` threw; without one, "could not start QuickBooks" (0x80040408). */
export function hresultOf(error: unknown): { readonly hresult: string; readonly message: string } {
  const message = error instanceof Error ? error.message : 'QuickBooks could not be opened.';
  const hasCode = typeof error === 'object' && error !== null && 'hresult' in error && typeof error.hresult === 'string';
  return { hresult: hasCode ? String(error.hresult) : '0x80040408', message };
}

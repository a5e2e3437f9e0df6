/**
 * The little of xml2js that xml/read.ts uses. The published types name Node's globals, which the pure ring must not see, so
 * these are our own.
 */
declare module 'xml2js' {
  /** The sax parser underneath: where it stands, and what it tells; its handlers may be replaced before the text is given. */
  type SaxParser = {
    readonly line: number;
    readonly column: number;
    onopentag: (tag: { readonly name: string; readonly attributes: Readonly<Record<string, unknown>> }) => void;
    onclosetag: (name: string) => void;
    ontext: (text: string) => void;
    oncdata: (text: string) => void;
  };

  type Options = { readonly async: boolean; readonly strict: boolean };

  export class Parser {
    constructor(options: Options);
    readonly saxParser: SaxParser;
    /** With `async: false` the callback has been called when this returns; several errors may call it several times. */
    parseString(text: string, done: (error: Error | null, result: unknown) => void): void;
  }
}

/**
 * The little of xml2js that xml/read.ts uses. The published types name Node's globals, which the pure ring must not see, so
 * these are our own.
 */
declare module 'xml2js' {
  /** The sax parser underneath; its handlers may be wrapped before the text is given. */
  type SaxParser = {
    line: number;
    column: number;
    onopentag: (node: { readonly name: string }) => void;
    onclosetag: (name: string) => void;
    onerror: (error: Error) => void;
    ondoctype: (declaration: string) => void;
    onprocessinginstruction: (instruction: { readonly name: string }) => void;
  };

  type Options = {
    readonly attrkey: string;
    readonly charkey: string;
    readonly childkey: string;
    readonly async: boolean;
    readonly strict: boolean;
    readonly explicitRoot: boolean;
    readonly explicitCharkey: boolean;
    readonly explicitChildren: boolean;
    readonly preserveChildrenOrder: boolean;
    readonly charsAsChildren: boolean;
    readonly includeWhiteChars: boolean;
  };

  export class Parser {
    constructor(options: Options);
    readonly saxParser: SaxParser;
    /** With `async: false` the callback has been called when this returns; several errors may call it several times. */
    parseString(text: string, done: (error: Error | null, result: unknown) => void): void;
  }
}

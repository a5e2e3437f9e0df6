/** Small parts that every request is built from. */
import { element, type XmlElement } from '../xml/tree.ts';

/** An element, or nothing when the text is empty or null: an empty element in an Add may be refused and in a Mod would clear. */
export function optional(name: string, text: string | null): readonly XmlElement[] {
  return text === null || text === '' ? [] : [element(name, text)];
}

/** The same element once for each text. */
export function repeated(name: string, texts: readonly string[]): readonly XmlElement[] {
  return texts.map((text) => element(name, text));
}

/**
 * As `repeated`, for the list that a query selects by. Throws RangeError when it is empty: QuickBooks would then answer with
 * the whole file, which no caller of ours ever means.
 */
export function selection(name: string, texts: readonly string[]): readonly XmlElement[] {
  if (texts.length === 0) throw new RangeError(`a query by ${name} needs at least one`);
  return repeated(name, texts);
}

/** A request with its requestID and, where given, further attributes. */
export function request(
  name: string, requestId: string, content: readonly XmlElement[], attributes: Readonly<Record<string, string>> = {},
): XmlElement {
  return element(name, content, { requestID: requestId, ...attributes });
}

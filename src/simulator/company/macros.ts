/** Macros of one message set: `defMacro` on an Add names its TxnID, `useMacro` further down stands for it (QBXML fact sheet §1.4). */
import type { XmlElement } from '../../quickbooks/xml/tree.ts';

export type Macros = Map<string, string>;

/** The request with every `useMacro` replaced by the TxnID it stands for; the name of an unknown macro as text. */
export function expandMacros(request: XmlElement, macros: Macros): XmlElement | string {
  const name = request.attributes['useMacro'];
  if (name !== undefined) {
    const known = macros.get(name);
    return known === undefined ? name : { ...request, attributes: {}, text: known };
  }
  const children: XmlElement[] = [];
  for (const one of request.children) {
    const expanded = expandMacros(one, macros);
    if (typeof expanded === 'string') return expanded;
    children.push(expanded);
  }
  return { ...request, children };
}

/** The macro that a stored transaction's request defines; null for none. */
export function definedMacro(request: XmlElement): string | null {
  return request.children.find((one) => one.attributes['defMacro'] !== undefined)?.attributes['defMacro'] ?? null;
}

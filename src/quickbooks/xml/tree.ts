/** An XML document as plain data: what both readers give and the writer takes. Order of children is kept; qbXML depends on it. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Character data directly inside this element, joined. Empty for elements that only hold elements. */
  readonly text: string;
};

/** The first child of that name. */
export function child(parent: XmlElement, name: string): XmlElement | undefined {
  for (const element of parent.children) if (element.name === name) return element;
  return undefined;
}

/** Every child of that name, in order. */
export function childrenOf(parent: XmlElement, name: string): readonly XmlElement[] {
  const found: XmlElement[] = [];
  for (const element of parent.children) if (element.name === name) found.push(element);
  return found;
}

/** The text at the end of a path of first children; empty when there is none. */
export function textAt(parent: XmlElement, ...path: readonly string[]): string {
  let here: XmlElement | undefined = parent;
  for (const name of path) {
    here = child(here, name);
    if (here === undefined) return '';
  }
  return here.text;
}

export function element(name: string, content: string | readonly XmlElement[] = '', attributes: Readonly<Record<string, string>> = {}): XmlElement {
  return typeof content === 'string' ? { name, attributes, children: [], text: content } : { name, attributes, children: content, text: '' };
}

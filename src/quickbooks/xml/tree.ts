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
  return parent.children.find((element) => element.name === name);
}

/** Every child of that name, in order. */
export function childrenOf(parent: XmlElement, name: string): readonly XmlElement[] {
  return parent.children.filter((element) => element.name === name);
}

/** The text at the end of a path of first children; empty when there is none. */
export function textAt(parent: XmlElement, ...path: readonly string[]): string {
  let here: XmlElement | undefined = parent;
  for (const name of path) here = here === undefined ? undefined : child(here, name);
  return here?.text ?? '';
}

export function element(name: string, content: string | readonly XmlElement[] = '', attributes: Readonly<Record<string, string>> = {}): XmlElement {
  return typeof content === 'string' ? { name, attributes, children: [], text: content } : { name, attributes, children: content, text: '' };
}

/**
 * Vite plugins: every style of the window, its own (`makeStyles({ … })`) and Fluent UI's, becomes a rule of one style sheet at build time. Made and inserted while
 * the window opens they took a third of what its code needs until the first row is there.
 */
import { runInNewContext } from 'node:vm';
import { resolveStyleRulesForSlots } from '@griffel/core';
import type { Plugin } from 'vite';

type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [part: string]: unknown };
type Styles = Parameters<typeof resolveStyleRulesForSlots>[0];
/** A rule's text; or with what its place depends on: `m` a media query, `p` how much it says (`border` before `border-color`). */
type Rule = string | readonly [string, { readonly m?: string; readonly p?: number }];
type Rules = Readonly<Record<string, readonly Rule[]>>;

/** Griffel's kinds of rules, in the order in which they have to stand (`styleBucketOrdering` of @griffel/core). */
const KINDS: readonly string[] = ['r', 'd', 'l', 'v', 'w', 'f', 'i', 'h', 'a', 's', 'k', 't', 'm', 'c', 'x'];
/** In Fluent every token is the name of a property of its theme (`@fluentui/tokens`, tokens.js). */
const TOKENS = new Proxy({}, { get: (_, name) => `var(--${String(name)})` });

/** What a style is made of must be plain: constants of the same file, tokens, texts and numbers. Anything else ends the build, with the file's name. */
export function compileStyles(): readonly Plugin[] {
  const rulesOf = new Map<string, readonly Rules[]>();
  let sheet = '';
  const compiler: Plugin = {
    name: 'compile-styles',
    apply: 'build',
    enforce: 'post',
    transform: {
      filter: { id: [/\/renderer\/[^?]+\.tsx$/, /\/@fluentui\/[^?]+\.js$/], code: /\b(makeStyles|__styles|__resetStyles)\(/ },
      handler(code, id) {
        const program = this.parse(code) as unknown as Node;
        const constants = constantsOf(program, code);
        const found: Rules[] = [];
        let compiled = code;
        for (const call of [...nodesOf(program)].filter(isStyles).toSorted((one, other) => other.start - one.start)) {
          try {
            const { text, rules } = compile(call, (node) => evaluate(node, code, constants));
            found.push(rules);
            compiled = compiled.slice(0, call.start) + text + compiled.slice(call.end);
          } catch (cause) {
            this.error(`${id}: these styles cannot be made at build time: ${String(cause)}`);
          }
        }
        rulesOf.set(id, found);
        return { code: `import { __css, __resetCSS } from '${id.includes('/@fluentui/') ? '@griffel/react' : '@fluentui/react-components'}';\n${compiled}`, map: null };
      },
    },
  };
  const writer: Plugin = {
    name: 'write-styles',
    apply: 'build',
    enforce: 'pre',
    generateBundle: {
      order: 'pre',
      handler(_options, bundle) {
        const used = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? Object.keys(file.modules) : []));
        const source = sheetOf(used.flatMap((id) => rulesOf.get(id) ?? []));
        sheet = this.getFileName(this.emitFile({ type: 'asset', name: 'styles.css', source }));
      },
    },
    transformIndexHtml: { order: 'post', handler: () => (sheet === '' ? [] : [{ tag: 'link', attrs: { rel: 'stylesheet', crossorigin: true, href: `./${sheet}` }, injectTo: 'head' }]) },
  };
  return [writer, compiler];
}

/** Every rule once, in Griffel's order: by kind, by media query, what says much before what says little, and else the later before the earlier, as it inserts them. */
function sheetOf(all: readonly Rules[]): string {
  const rules = new Map<string, readonly [kind: number, media: string, says: number]>();
  for (const [kind, ofKind] of all.flatMap((one) => Object.entries(one))) {
    for (const rule of ofKind) {
      const [text, { m = '', p = 0 }] = typeof rule === 'string' ? [rule, {}] : rule;
      if (!rules.has(text)) rules.set(text, [KINDS.indexOf(kind), m, p]);
    }
  }
  const inOrder = [...rules].reverse().toSorted(([, [kind, media, says]], [, [otherKind, otherMedia, otherSays]]) => kind - otherKind || compare(media, otherMedia) || says - otherSays);
  return inOrder.map(([text]) => text).join('\n');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function compile(call: Node, valueOf: (node: Node) => unknown): { readonly text: string; readonly rules: Rules } {
  const values = (call['arguments'] as readonly Node[]).map(valueOf);
  if (isNamed(call['callee'], '__resetStyles')) {
    const [left, right, rules] = values as unknown as readonly [string, string | null, Rules | readonly Rule[]];
    return { text: `__resetCSS(${JSON.stringify(left)}, ${JSON.stringify(right)})`, rules: Array.isArray(rules) ? { r: rules as readonly Rule[] } : rules as Rules };
  }
  const [classes, rules] = isNamed(call['callee'], '__styles') ? values as unknown as readonly [object, Rules] : resolveStyleRulesForSlots(values[0] as Styles) as readonly [object, Rules];
  return { text: `__css(${JSON.stringify(classes)})`, rules };
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Node>).type === 'string';
}

function isNamed(value: unknown, name: string): boolean {
  return isNode(value) && value.type === 'Identifier' && value['name'] === name;
}

function isStyles(node: Node): boolean {
  return node.type === 'CallExpression' && ['makeStyles', '__styles', '__resetStyles'].some((name) => isNamed(node['callee'], name));
}

/** A node and all below it; names of members and of properties are no names of constants, and left out. */
function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const [part, value] of Object.entries(node)) {
    if ((part === 'key' || part === 'property') && node['computed'] === false && node['shorthand'] !== true) continue;
    for (const child of Array.isArray(value) ? value as readonly unknown[] : [value]) if (isNode(child)) yield* nodesOf(child);
  }
}

/** The file's own `const NAME = …`, by name. */
function constantsOf(program: Node, code: string): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  for (const statement of program['body'] as readonly Node[]) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement['declaration'] : statement;
    if (!isNode(declaration) || declaration.type !== 'VariableDeclaration') continue;
    for (const { id, init } of declaration['declarations'] as readonly { readonly id: Node; readonly init: unknown }[]) {
      if (id.type === 'Identifier' && isNode(init)) found.set(code.slice(id.start, id.end), init);
    }
  }
  return found;
}

/** Runs a part of the project's own source, at build time. */
function evaluate(node: Node, code: string, constants: ReadonlyMap<string, Node>): unknown {
  const needed = new Map<string, string>();
  const need = (part: Node): void => {
    for (const { type, start, end } of nodesOf(part)) {
      const name = code.slice(start, end);
      const constant = type === 'Identifier' && !needed.has(name) ? constants.get(name) : undefined;
      if (constant === undefined) continue;
      need(constant);
      needed.set(name, code.slice(constant.start, constant.end));
    }
  };
  need(node);
  const body = [...needed].map(([name, value]) => `const ${name} = ${value};`).join('\n');
  return runInNewContext(`'use strict';\n${body}\n(${code.slice(node.start, node.end)})`, { tokens: TOKENS }) as unknown;
}

import type { XmlNode } from '../document.ts';
import { isNodes, toBoolean, toNumber, toText, type XPathValue } from './values.ts';

/** Where an expression is evaluated: the node, and its place among those that its step gave. */
export interface XPathContext {
  readonly node: XmlNode;
  readonly position: number;
  readonly size: number;
}

interface XPathFunction {
  /** Arguments, fewest and most. */
  readonly takes: readonly [number, number];
  readonly call: (args: readonly XPathValue[], context: XPathContext) => XPathValue;
}

const define = (fewest: number, most: number, call: XPathFunction['call']): XPathFunction => ({
  takes: [fewest, most],
  call,
});

/** The argument, or the context's node. */
const given = (args: readonly XPathValue[], { node }: XPathContext): XPathValue => args[0] ?? [node];

const firstOf = (args: readonly XPathValue[], context: XPathContext): XmlNode | undefined => {
  const value = given(args, context);
  return isNodes(value) ? value[0] : undefined;
};

const nameless = new Set<XmlNode['kind']>(['document', 'text', 'cdata', 'comment']);
const nameOf = (node: XmlNode | undefined, name: 'name' | 'local'): string =>
  node === undefined || nameless.has(node.kind) ? '' : node[name];

/** Characters are whole ones, also those of two UTF-16 units. */
function substring(text: string, from: number, length: number): string {
  const [start, end] = [round(from), round(from) + round(length)];
  return [...text].filter((_, index) => index + 1 >= start && index + 1 < end).join('');
}

const round = (value: number): number => (Number.isFinite(value) ? Math.floor(value + 0.5) : value);

function translate(text: string, from: string, to: string): string {
  const [sources, targets] = [[...from], [...to]];
  return [...text].map((one) => (sources.includes(one) ? (targets[sources.indexOf(one)] ?? '') : one)).join('');
}

function languageOf(node: XmlNode | undefined): string {
  for (let at = node; at; at = at.parent) {
    const language = at.attribute('xml:lang');
    if (language) return language.value.toLowerCase();
  }
  return '';
}

const ofTexts = (count: number, call: (...texts: string[]) => XPathValue) =>
  define(count, count, (args) => call(...args.map(toText)));
const ofNumber = (call: (value: number) => number) => define(1, 1, ([value]) => call(toNumber(value!)));

/** Those of XPath 1.0. What documents say of ids is in their doctype, which none has here. */
export const functions: Readonly<Record<string, XPathFunction>> = {
  last: define(0, 0, (_, { size }) => size),
  position: define(0, 0, (_, { position }) => position),
  count: define(1, 1, ([nodes]) => (isNodes(nodes!) ? nodes.length : 0)),
  id: define(1, 1, () => []),
  'local-name': define(0, 1, (args, context) => nameOf(firstOf(args, context), 'local')),
  'namespace-uri': define(0, 1, (args, context) => firstOf(args, context)?.namespace ?? ''),
  name: define(0, 1, (args, context) => nameOf(firstOf(args, context), 'name')),
  string: define(0, 1, (args, context) => toText(given(args, context))),
  concat: define(2, Number.POSITIVE_INFINITY, (args) => args.map(toText).join('')),
  'starts-with': ofTexts(2, (text, start) => text!.startsWith(start!)),
  contains: ofTexts(2, (text, part) => text!.includes(part!)),
  'substring-before': ofTexts(2, (text, part) => text!.slice(0, Math.max(0, text!.indexOf(part!)))),
  'substring-after': ofTexts(2, (text, part) =>
    text!.includes(part!) ? text!.slice(text!.indexOf(part!) + part!.length) : '',
  ),
  substring: define(2, 3, ([text, from, length]) =>
    substring(toText(text!), toNumber(from!), length === undefined ? Number.POSITIVE_INFINITY : toNumber(length)),
  ),
  'string-length': define(0, 1, (args, context) => [...toText(given(args, context))].length),
  'normalize-space': define(0, 1, (args, context) => toText(given(args, context)).trim().replace(/\s+/g, ' ')),
  translate: ofTexts(3, (text, from, to) => translate(text!, from!, to!)),
  boolean: define(1, 1, ([value]) => toBoolean(value!)),
  not: define(1, 1, ([value]) => !toBoolean(value!)),
  true: define(0, 0, () => true),
  false: define(0, 0, () => false),
  lang: define(1, 1, ([language], { node }) => {
    const wanted = toText(language!).toLowerCase();
    const found = languageOf(node);
    return found === wanted || found.startsWith(`${wanted}-`);
  }),
  number: define(0, 1, (args, context) => toNumber(given(args, context))),
  sum: define(1, 1, ([nodes]) =>
    isNodes(nodes!) ? nodes.reduce((sum, node) => sum + toNumber([node]), 0) : Number.NaN,
  ),
  floor: ofNumber(Math.floor),
  ceiling: ofNumber(Math.ceil),
  round: ofNumber(round),
};

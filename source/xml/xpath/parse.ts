import { type Axis, axes } from './axes.ts';
import { XPathError } from './error.ts';
import { binary, type Code, filtered, type NodeTest, path, type Step, union } from './evaluate.ts';
import { functions } from './functions.ts';
import { tokensOf, type XPathToken } from './tokens.ts';
import { isComparison, toNumber } from './values.ts';

/** The namespace that a prefix stands for; undefined for one that stands for none. */
export type Prefixes = (prefix: string) => string | undefined;

/** Operators from the weakest on. */
const levels: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', 'div', 'mod'],
];

const nodeTypes = /^(?:node|text|comment|processing-instruction)$/;
const everything: Step = { axis: axes['descendant-or-self']!, test: () => true, predicates: [] };
/** More in one another is not written by people. */
const deepest = 100;

/** Reads an XPath 1.0. Throws XPathError. `prefixes` is undefined where nothing was said of them. */
export class XPathParser {
  readonly #xpath: string;
  readonly #tokens: readonly XPathToken[];
  readonly #prefixes: Prefixes | undefined;
  #at = 0;
  #depth = 0;

  constructor(xpath: string, prefixes: Prefixes | undefined) {
    this.#xpath = xpath;
    this.#tokens = tokensOf(xpath);
    this.#prefixes = prefixes;
  }

  read(): Code {
    const code = this.#expression();
    if (this.#next.kind !== 'end') throw this.#wrong();
    return code;
  }

  get #next(): XPathToken {
    return this.#tokens[this.#at]!;
  }

  #wrong(): XPathError {
    return this.#next.kind === 'end' ? XPathError.noNodes() : XPathError.token(this.#xpath);
  }

  #take(): XPathToken {
    return this.#tokens[this.#at++]!;
  }

  /** Whether that sign or operator comes next; takes it. */
  #takes(text: string): boolean {
    const { kind, text: next } = this.#next;
    if ((kind !== 'sign' && kind !== 'operator') || next !== text) return false;
    this.#at++;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#takes(sign)) throw XPathError.token(this.#xpath);
  }

  #expression(): Code {
    if (++this.#depth > deepest) throw XPathError.token(this.#xpath);
    const code = this.#level(0);
    this.#depth--;
    return code;
  }

  #level(level: number): Code {
    const operators = levels[level];
    if (!operators) return this.#unary();
    let left = this.#level(level + 1);
    while (this.#next.kind === 'operator' && operators.includes(this.#next.text)) {
      const { text } = this.#take();
      left = binary(isComparison(text) ? text : (text as 'or'), left, this.#level(level + 1));
    }
    return left;
  }

  #unary(): Code {
    let isNegative = false;
    let isSigned = false;
    while (this.#takes('-')) {
      isNegative = !isNegative;
      isSigned = true;
    }
    let code = this.#pathOrFilter();
    while (this.#takes('|')) code = union(code, this.#pathOrFilter());
    if (!isSigned) return code;
    return (context) => (isNegative ? -toNumber(code(context)) : toNumber(code(context)));
  }

  #pathOrFilter(): Code {
    const primary = this.#primary();
    if (!primary) return this.#path(undefined);
    let code = primary;
    const predicates = this.#predicates();
    if (predicates.length > 0) code = filtered(code, predicates);
    const { kind, text } = this.#next;
    return kind === 'operator' && (text === '/' || text === '//') ? this.#path(code) : code;
  }

  /** A literal, a call, brackets; undefined where a path begins. */
  #primary(): Code | undefined {
    const { kind, text } = this.#next;
    if (kind === 'number' || kind === 'text') {
      this.#at++;
      const value = kind === 'number' ? Number(text) : text;
      return () => value;
    }
    if (kind === 'variable') throw unknownName();
    if (this.#takes('(')) {
      const code = this.#expression();
      this.#expect(')');
      return code;
    }
    const isCall = kind === 'name' && this.#tokens[this.#at + 1]?.text === '(' && !nodeTypes.test(text);
    return isCall ? this.#call() : undefined;
  }

  #call(): Code {
    const { text: name } = this.#take();
    this.#expect('(');
    const args: Code[] = [];
    if (!this.#takes(')')) {
      do args.push(this.#expression());
      while (this.#takes(','));
      this.#expect(')');
    }
    const found = Object.hasOwn(functions, name) ? functions[name]! : undefined;
    if (!found) throw unknownName();
    if (args.length < found.takes[0] || args.length > found.takes[1])
      throw new XPathError(`Function '${name}' in '${this.#xpath}' has an invalid number of arguments.`);
    return (context) =>
      found.call(
        args.map((arg) => arg(context)),
        context,
      );
  }

  #path(from: Code | undefined): Code {
    const steps: Step[] = [];
    const isAbsolute = from === undefined && this.#next.kind === 'operator' && /^\/\/?$/.test(this.#next.text);
    if (isAbsolute && this.#takes('/') && !this.#beginsStep) return path(from, true, []);
    if (!isAbsolute && from === undefined) steps.push(this.#step());
    else if (isAbsolute && this.#tokens[this.#at - 1]?.text === '/') steps.push(this.#step());
    for (;;) {
      if (this.#takes('//')) steps.push(everything, this.#step());
      else if (this.#takes('/')) steps.push(this.#step());
      else return path(from, isAbsolute, steps);
    }
  }

  get #beginsStep(): boolean {
    const { kind, text } = this.#next;
    return kind === 'name' || (kind === 'sign' && /^(?:\.\.?|@)$/.test(text));
  }

  #step(): Step {
    if (this.#takes('.')) return { axis: axes['self']!, test: () => true, predicates: this.#predicates() };
    if (this.#takes('..')) return { axis: axes['parent']!, test: () => true, predicates: this.#predicates() };
    let name = this.#takes('@') ? 'attribute' : 'child';
    if (this.#tokens[this.#at + 1]?.text === '::') {
      name = this.#take().text;
      this.#at++;
    }
    const axis: Axis | undefined = Object.hasOwn(axes, name) ? axes[name] : undefined;
    if (!axis) throw XPathError.token(this.#xpath);
    const test = this.#nodeTest(name === 'attribute');
    return { axis, test, predicates: this.#predicates() };
  }

  #predicates(): readonly Code[] {
    const predicates: Code[] = [];
    while (this.#takes('[')) {
      predicates.push(this.#expression());
      this.#expect(']');
    }
    return predicates;
  }

  #nodeTest(isAttribute: boolean): NodeTest {
    if (this.#next.kind !== 'name') throw this.#wrong();
    const { text } = this.#take();
    if (nodeTypes.test(text) && this.#takes('(')) {
      const target = text === 'processing-instruction' ? this.#target() : undefined;
      this.#expect(')');
      return ofType(text, target);
    }
    const kind = isAttribute ? 'attribute' : 'element';
    if (text === '*') return (node) => node.kind === kind;
    const [prefix, local] = text.includes(':') ? (text.split(':') as [string, string]) : [undefined, text];
    const namespace = prefix === undefined ? '' : this.#namespaceOf(prefix);
    return (node) => node.kind === kind && node.namespace === namespace && (local === '*' || node.local === local);
  }

  #target(): string | undefined {
    return this.#next.kind === 'text' ? this.#take().text : undefined;
  }

  #namespaceOf(prefix: string): string {
    if (!this.#prefixes) throw unknownName();
    const namespace = this.#prefixes(prefix);
    if (namespace === undefined) throw new XPathError(`Namespace prefix '${prefix}' is not defined.`);
    return namespace;
  }
}

const unknownName = () =>
  new XPathError(
    'Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function.',
  );

function ofType(type: string, target: string | undefined): NodeTest {
  switch (type) {
    case 'text':
      return ({ kind }) => kind === 'text' || kind === 'cdata';
    case 'comment':
      return ({ kind }) => kind === 'comment';
    case 'processing-instruction':
      return ({ kind, name }) => kind === 'instruction' && (target === undefined || name === target);
    default:
      return () => true;
  }
}

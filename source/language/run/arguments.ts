import { PsObject } from '../../objects/index.ts';
import type { Span } from '../errors.ts';
import type { CommandElement, Expression } from '../tree.ts';
import { type Code, map } from './code.ts';
import type { Compiler } from './compile/compiler.ts';
import { LiveDictionary, LiveObject, type Value } from './value.ts';

/** A value that stands among a command's arguments, with how it was typed where that says more. */
export interface ArgumentValue {
  readonly value: Value;
  /** Of a number, and of each item of a list: a text parameter takes it as it was typed. */
  readonly typed?: string | readonly (string | undefined)[];
  readonly span: Span;
}

export type Argument =
  | { readonly kind: 'value'; readonly given: ArgumentValue }
  /** `-Name`, and its argument where that stands behind a colon or came by a splat. */
  | { readonly kind: 'parameter'; readonly name: string; readonly span: Span; readonly given?: ArgumentValue };

/** Evaluates a command's arguments from left to right; splats come as what they hold. */
export function compileArguments(elements: readonly CommandElement[], c: Compiler): Code<Argument[]> {
  const codes = elements.flatMap((element) => compileElement(element, c));
  const isSync = codes.every(({ sync }) => sync);
  if (isSync) return { sync: (frame) => codes.flatMap((code) => code.sync!(frame)) };
  return {
    *wait(frame) {
      const all: Argument[] = [];
      for (const code of codes) all.push(...(code.sync ? code.sync(frame) : yield* code.wait(frame)));
      return all;
    },
  };
}

type Part = Code<readonly Argument[]>;

function compileElement(element: CommandElement, c: Compiler): readonly Part[] {
  if (element.kind === 'parameter') {
    const { name, span, argument } = element;
    if (!argument) return [{ sync: () => [{ kind: 'parameter', name, span }] }];
    return [map(compileValue(argument, c), (given): readonly Argument[] => [{ kind: 'parameter', name, span, given }])];
  }
  const { expression } = element;
  // Says that no word behind it is a parameter; the parser has seen to that.
  if (expression.kind === 'text' && expression.form === 'bare' && /^--%?$/.test(expression.value)) return [];
  if (expression.kind === 'variable' && expression.isSplatted) {
    const { span } = expression;
    const plain = { ...expression, isSplatted: false };
    return [map(c.expression(plain), (value) => splatted(value, span, c))];
  }
  return [map(compileValue(expression, c), (given): readonly Argument[] => [{ kind: 'value', given }])];
}

function splatted(value: Value, span: Span, c: Compiler): readonly Argument[] {
  const named = (key: Value, item: Value): Argument => ({
    kind: 'parameter',
    name: c.semantics.toText(key),
    span,
    given: { value: item, span },
  });
  if (value instanceof LiveDictionary) return [...value.entries()].map(([key, item]) => named(key, item));
  if (value instanceof PsObject && value.collection?.kind === 'dictionary') {
    return value.collection.entries.map(([key, item]) => named(key, item));
  }
  const items = value === null ? [] : (c.semantics.itemsOf(value) ?? [value]);
  return items.map((item) => ({ kind: 'value', given: { value: item, span } }));
}

function compileValue(node: Expression, c: Compiler): Code<ArgumentValue> {
  const typed = typedOf(node);
  const { span } = node;
  return map(c.expression(node), (value) => (typed === undefined ? { value, span } : { value, typed, span }));
}

function typedOf(node: Expression): ArgumentValue['typed'] {
  if (node.kind === 'number') return node.source;
  if (node.kind !== 'array' || !node.items.some(({ kind }) => kind === 'number')) return undefined;
  return node.items.map((item) => (item.kind === 'number' ? item.source : undefined));
}

/** A number that stands alone and says, where its text is asked for, how it was typed; any other value as it is. */
export function withTyped(
  { value, typed }: ArgumentValue,
  c: { toText(value: Value): string; typeNamesOf(value: Value): readonly string[] },
): Value {
  if (typeof typed !== 'string' || c.toText(value) === typed) return value;
  const made = new LiveObject([], [...c.typeNamesOf(value)], value);
  made.text = typed;
  return made;
}

/** What a text parameter gets. */
export function asTyped(
  { value, typed }: ArgumentValue,
  c: { arrayOf(items: readonly Value[]): Value; itemsOf(value: Value): readonly Value[] | undefined },
): Value {
  if (typed === undefined) return value;
  if (typeof typed === 'string') return typed;
  return c.arrayOf((c.itemsOf(value) ?? [value]).map((item, index) => typed[index] ?? item));
}

import type { Span } from '../errors.ts';
import { endsWord } from '../scan/characters.ts';
import { scanNumber } from '../scan/numbers.ts';
import { goesOn } from '../scan/scanner.ts';
import type { CallNode, Expression, MemberOperator } from '../tree.ts';
import { readScriptBlock } from './brackets.ts';
import { readPrimary } from './primary.ts';
import { expectClose, readApart } from './problems.ts';
import type { TokenStream } from './stream.ts';
import { readTypeArguments } from './types.ts';

type Where = 'expression' | 'command';

/** `.Name`, `::Name`, `[index]`, `(arguments)` that touch what they belong to. */
export function readPostfix(stream: TokenStream, target: Expression, where: Where = 'expression'): Expression {
  let result = target;
  for (;;) {
    const operator = operatorAt(stream, where);
    if (operator === undefined) return result;
    result =
      operator === '[' || operator === '?[' ? readIndex(stream, result) : readMember(stream, result, operator, where);
  }
}

function operatorAt(stream: TokenStream, where: Where): MemberOperator | '[' | '?[' | undefined {
  const { following, end, text } = stream;
  if (following === '[') return '[';
  const next = text.charAt(end + 1);
  if (following === '?') return next === '[' ? '?[' : next === '.' && text.charAt(end + 2) !== '.' ? '?.' : undefined;
  const operator = following === '.' && next !== '.' ? '.' : following === ':' && next === ':' ? '::' : undefined;
  if (operator === undefined || where === 'expression') return operator;
  // Among arguments a dot before a blank belongs to no member.
  const after = text.charAt(end + operator.length);
  return endsWord(after) && !/^[(){};,|&]$/.test(after) ? undefined : operator;
}

function readMember(stream: TokenStream, target: Expression, operator: MemberOperator, where: Where): Expression {
  const taken = stream.take('expression');
  if (operator === '?.') stream.take('expression');
  if (taken.kind !== 'number') stream.skipNewlines();
  // Where a value may begin, `.5` is scanned as a number: here it is a member's name behind a dot.
  const member =
    taken.kind === 'number'
      ? numberName(taken.source.slice(1), taken.start + 1)
      : readMemberName(stream, taken.source, where);
  const { start } = target.span;
  const typeArguments = readTypeArguments(stream);
  if (stream.following === '{' && typeArguments.length === 0) {
    const block = stream.withLists(true, () => readScriptBlock(stream));
    const span = { start, end: block.span.end };
    return { kind: 'call', span, target, operator, member, typeArguments, arguments: [block] };
  }
  if (stream.following === '(') return readCall(stream, { target, operator, member, typeArguments });
  return { kind: 'member', span: { start, end: member.span.end }, target, operator, member };
}

function numberName(source: string, start: number): Expression {
  const value = scanNumber(source, 0)?.value;
  return { kind: 'number', span: { start, end: start + source.length }, value, source };
}

function readMemberName(stream: TokenStream, operator: string, where: Where): Expression {
  const token = stream.peek('member');
  if (token.kind === 'word') {
    stream.take('member');
    stream.roles.set(token.start, 'member');
    const number = scanNumber(token.source, 0);
    if (number?.end === token.source.length) {
      return {
        kind: 'number',
        span: { start: token.start, end: token.end },
        value: number.value,
        source: token.source,
      };
    }
    return { kind: 'text', span: { start: token.start, end: token.end }, form: 'bare', value: token.value };
  }
  // Among arguments a variable that something else touches is the beginning of a word, and no name.
  const isVariable = token.kind === 'variable' && !(where === 'command' && goesOn(stream.text, token.end));
  const isValue = token.kind === 'text' || token.kind === 'expandable' || isVariable;
  if (isValue || /^\$?\($|^\{$/.test(token.source) || (token.kind === 'error' && token.quote)) {
    if (token.kind === 'text') stream.roles.set(token.start, 'member');
    return readPrimary(stream);
  }
  return stream.fail(
    stream.missing(
      `The name of a member is missing behind ${operator}.`,
      token,
      'Write the name of a property or method.',
    ),
  );
}

function readCall(
  stream: TokenStream,
  called: Pick<CallNode, 'target' | 'operator' | 'member' | 'typeArguments'>,
): CallNode {
  const { values, end } = readArguments(stream);
  return { kind: 'call', span: { start: called.target.span.start, end }, ...called, arguments: values };
}

/** `(one, two)`: what a method or a constructor is given. */
export function readArguments(stream: TokenStream): { readonly values: readonly Expression[]; readonly end: number } {
  const open = stream.take('expression');
  return stream.nested(open, () => {
    const values: Expression[] = [];
    stream.skipNewlines();
    if (stream.peek('expression').source !== ')') {
      for (;;) {
        stream.skipNewlines();
        if (stream.peek('expression').kind === 'end') break;
        values.push(readApart(stream));
        stream.skipNewlines();
        if (stream.peek('expression').kind !== 'comma') break;
        stream.take('expression');
      }
    }
    return { values, end: expectClose(stream, open, ')').end };
  });
}

function readIndex(stream: TokenStream, target: Expression): Expression {
  const isConditional = stream.following === '?';
  if (isConditional) stream.take('expression');
  const open = stream.take('expression');
  return stream.nested(open, () => {
    stream.skipNewlines();
    if (stream.peek('expression').kind === 'end') notClosed(stream, open);
    const index = stream.withLists(true, () => stream.grammar.readExpression(stream));
    stream.skipNewlines();
    const close = stream.takeIf('expression', ']') ?? notClosed(stream, open);
    const span = { start: target.span.start, end: close.end };
    return { kind: 'index', span, target, index, ...(isConditional && { isConditional }) };
  });
}

function notClosed(stream: TokenStream, open: Span): never {
  return stream.fail(stream.missing('The [ of an index is not closed.', open, 'Close it with ].'));
}

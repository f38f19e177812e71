import { LanguageError } from '../errors.ts';
import type { ScannedToken } from '../scan/make-token.ts';
import { negated } from '../scan/numbers.ts';
import { binaryRank, isUnaryName } from '../scan/operators.ts';
import type { Expression, NumberNode } from '../tree.ts';
import { isAssignable } from './assignable.ts';
import { readAttributeOrType } from './attributes.ts';
import { readPostfix } from './postfix.ts';
import { readPrimary, startsPrimary } from './primary.ts';
import { unexpected } from './problems.ts';
import type { TokenStream } from './stream.ts';

/** A whole expression: a ternary, or operators by their precedence (about_Operator_Precedence), all left-associative. */
export function readExpression(stream: TokenStream): Expression {
  const condition = readBinary(stream, 0);
  const token = stream.peek('expression');
  if (token.kind !== 'operator' || token.source !== '?') return condition;
  stream.take('expression');
  return stream.nested(token, () => {
    stream.skipNewlines();
    expectOperand(stream, 'the ?');
    const whenTrue = readExpression(stream);
    stream.skipNewlines();
    if (!stream.takeIf('expression', ':')) {
      const at = stream.peek('expression');
      const what = 'The : of a condition ? one : other is missing.';
      stream.fail(stream.missing(what, at, 'Write : and the other value.', { overLines: true }));
    }
    stream.skipNewlines();
    expectOperand(stream, 'the :');
    const whenFalse = readExpression(stream);
    const span = { start: condition.span.start, end: whenFalse.span.end };
    const operatorSpan = { start: token.start, end: token.end };
    return { kind: 'ternary', span, operatorSpan, condition, whenTrue, whenFalse };
  });
}

function readBinary(stream: TokenStream, least: number): Expression {
  let left = stream.hasLists ? readList(stream) : readApart(stream);
  for (;;) {
    const token = stream.peek('expression');
    const rank = token.kind === 'operator' ? binaryRank(token.value) : undefined;
    if (rank === undefined || rank < least) return left;
    stream.take('expression');
    stream.skipNewlines();
    expectOperand(stream, token.value);
    const right = readBinary(stream, rank + 1);
    const span = { start: left.span.start, end: right.span.end };
    const operatorSpan = { start: token.start, end: token.end };
    left = { kind: 'binary', span, operator: token.value, operatorSpan, left, right };
  }
}

/** Reports where the text ends, or a bracket closes, in the place of a value. */
function expectOperand(stream: TokenStream, operator: string): void {
  const token = stream.peek('expression');
  if (token.kind !== 'end' && token.source !== ')' && token.source !== '}' && token.kind !== 'semicolon') return;
  stream.fail(stream.missing(`A value is missing behind ${operator}.`, token, 'Type it.'));
}

function readApart(stream: TokenStream): Expression {
  const token = stream.peek('expression');
  return token.kind === 'comma' ? stream.fail(unexpected(token)) : readUnary(stream);
}

function readList(stream: TokenStream): Expression {
  const first = readUnary(stream);
  if (stream.peek('expression').kind !== 'comma') return first;
  const items = [first];
  while (stream.peek('expression').kind === 'comma') {
    stream.take('expression');
    stream.skipNewlines();
    expectOperand(stream, 'the comma');
    items.push(readUnary(stream));
  }
  const last = items.at(-1) as Expression;
  return { kind: 'array', span: { start: first.span.start, end: last.span.end }, items };
}

const isPrefix = (token: ScannedToken) =>
  token.kind === 'operator' && (isUnaryName(token.value.slice(1)) || /^(?:!|\+|-|\+\+|--)$/.test(token.value));

export function readUnary(stream: TokenStream): Expression {
  const token = stream.peek('expression');
  if (token.kind === 'comma') return readLoneItem(stream);
  if (token.source === '[') return stream.nested(token, () => readBracketedType(stream));
  if (!isPrefix(token)) return readIncrement(stream, readPostfix(stream, readPrimary(stream)));
  stream.take('expression');
  const operatorSpan = { start: token.start, end: token.end };
  if ((token.value === '-' || token.value === '+') && /[\d.]/.test(stream.following)) {
    const next = stream.peek('expression');
    if (next.kind === 'number') {
      return readIncrement(stream, readPostfix(stream, signed(stream, stream.take('expression'), token)));
    }
  }
  if (token.value === '!' && /^0[xb]/i.test(stream.text.slice(token.end, token.end + 2))) {
    const number = { start: token.start, end: token.end + 2 };
    stream.report(new LanguageError('PowerShell takes !0x for a word.', number, 'Write a blank behind the !.'));
  }
  stream.skipNewlines();
  expectOperand(stream, token.value);
  const operand = stream.nested(token, () => readUnary(stream));
  const operator = token.value === '!' ? '-not' : token.value;
  if (operator === '++' || operator === '--') expectCounted(stream, operand);
  return { kind: 'unary', span: { start: token.start, end: operand.span.end }, operator, operatorSpan, operand };
}

function signed(stream: TokenStream, token: ScannedToken, sign: ScannedToken): NumberNode {
  const { number, end, source, problem } = token;
  const span = { start: sign.start, end };
  if (sign.value === '+') return { kind: 'number', span, value: number, source };
  const value = negated(source);
  // What was said of the digits alone does not count: the least number of a type has no positive.
  if (problem && stream.errors.at(-1) === problem) stream.errors.length -= 1;
  if (value === undefined) {
    stream.report(
      new LanguageError(
        `The number -${source} is beyond what its type can hold.`,
        span,
        'Write it without its suffix, or in quotes if it is meant as text.',
      ),
    );
  }
  return { kind: 'number', span, value, source: `-${source}` };
}

/** `, $x`: a list of one. */
function readLoneItem(stream: TokenStream): Expression {
  const comma = stream.take('expression');
  stream.skipNewlines();
  expectOperand(stream, 'the comma');
  const item = stream.nested(comma, () => readUnary(stream));
  return { kind: 'array', span: { start: comma.start, end: item.span.end }, items: [item] };
}

/** `$x++`, `$x--` */
function readIncrement(stream: TokenStream, operand: Expression): Expression {
  const token = stream.peek('expression');
  if (token.kind !== 'operator' || (token.source !== '++' && token.source !== '--')) return operand;
  stream.take('expression');
  expectCounted(stream, operand);
  const operatorSpan = { start: token.start, end: token.end };
  const span = { start: operand.span.start, end: token.end };
  return { kind: 'unary', span, operator: token.source, operatorSpan, operand };
}

/** `++` and `--` change what they stand at: reports where that cannot be changed. */
function expectCounted(stream: TokenStream, operand: Expression): void {
  if (isAssignable(operand) && operand.kind !== 'parentheses') return;
  stream.report(new LanguageError('This cannot be counted up or down.', operand.span, 'Write $name++ or $name--.'));
}

/** Whether what attributes and types stand before is a variable. */
const isOfVariable = (node: Expression): boolean =>
  node.kind === 'cast' || node.kind === 'attributed' ? isOfVariable(node.operand) : node.kind === 'variable';

/** `[int]$x`, `[Attribute()]$x`, or a type as a value. */
function readBracketedType(stream: TokenStream): Expression {
  const found = readAttributeOrType(stream);
  const { start } = found.span;
  if (found.kind === 'attribute') {
    stream.skipNewlines();
    expectOperand(stream, 'the attribute');
    const operand = readUnary(stream);
    if (!isOfVariable(operand)) {
      const what = 'An attribute can only stand before a variable.';
      stream.report(new LanguageError(what, found.span, 'Write it before the $name that it is of.'));
    }
    return { kind: 'attributed', span: { start, end: operand.span.end }, attribute: found, operand };
  }
  const next = stream.peek('expression');
  // A dot or colons that touch the type belong to it, whatever a number might begin with.
  const hasMember = stream.following === '.' || stream.text.startsWith('::', stream.end);
  if (hasMember || (!isPrefix(next) && next.source !== '[' && !startsPrimary(next))) {
    return readIncrement(stream, readPostfix(stream, { kind: 'typeLiteral', span: found.span, type: found }));
  }
  const operand = readUnary(stream);
  return { kind: 'cast', span: { start, end: operand.span.end }, type: found, operand };
}

import { LanguageError } from '../errors.ts';
import { endsWord } from '../scan/characters.ts';
import type { ScannedToken } from '../scan/make-token.ts';
import { negate } from '../scan/numbers.ts';
import { binaryLevel, comparisonOf, isUnaryName, type OperatorLevel } from '../scan/operators.ts';
import type { Expression } from '../tree.ts';
import { readArrayExpression, readHashtable, readParentheses, readScriptBlock } from './brackets.ts';
import { readLiteral } from './literals.ts';
import { splat, unexpected } from './refusals.ts';
import type { TokenStream } from './stream.ts';

const levels: readonly OperatorLevel[] = [
  'logical',
  'bitwise',
  'comparison',
  'additive',
  'multiplicative',
  'format',
  'range',
];

const isLogical = (operator: string) => operator === '-and' || operator === '-or' || operator === '-xor';

/** A whole expression, operators by their precedence (about_Operator_Precedence), all left-associative. */
export function readExpression(stream: TokenStream, level = 0): Expression {
  if (level >= levels.length) return readArray(stream);
  let left = readExpression(stream, level + 1);
  for (;;) {
    const token = stream.peek('expression');
    if (token.kind !== 'operator' || binaryLevel(token.value) !== levels[level]) return left;
    stream.take('expression');
    const operator = token.value;
    if (!isLogical(operator) && !comparisonOf(operator)) {
      stream.unsupported(
        `The operator ${operator} is not understood here.`,
        token,
        'Comparisons and -and, -or, -xor, -not are.',
      );
    }
    stream.skipNewlines();
    expectOperand(stream, operator);
    const right = readExpression(stream, level + 1);
    const span = { start: left.span.start, end: right.span.end };
    left = { kind: 'binary', span, operator, operatorSpan: { start: token.start, end: token.end }, left, right };
  }
}

function expectOperand(stream: TokenStream, operator: string): void {
  const token = stream.peek('expression');
  if (token.kind !== 'end') return;
  stream.fail(new LanguageError(`A value is missing behind ${operator}.`, token, 'Type it.', 'incomplete'));
}

function readArray(stream: TokenStream): Expression {
  const first = readUnary(stream);
  const items = [first];
  while (stream.peek('expression').kind === 'comma') {
    stream.take('expression');
    stream.skipNewlines();
    expectOperand(stream, 'the comma');
    items.push(readUnary(stream));
  }
  const last = items.at(-1) as Expression;
  return items.length === 1 ? first : { kind: 'array', span: { start: first.span.start, end: last.span.end }, items };
}

function readUnary(stream: TokenStream): Expression {
  const token = stream.peek('expression');
  const operator = token.value.toLowerCase();
  const dashed = token.kind === 'operator' && isUnaryName(operator.slice(1));
  const plain = token.kind === 'operator' && /^(?:!|\+|-|\+\+|--)$/.test(operator);
  if (!dashed && !plain) return readPostfix(stream, readPrimary(stream));
  stream.take('expression');
  if (operator === '++' || operator === '--' || (dashed && operator !== '-not')) {
    stream.unsupported(`The operator ${operator} is not understood here.`, token, 'Write the value itself.');
  }
  stream.skipNewlines();
  expectOperand(stream, operator);
  const negative = operator === '-' && stream.peek('expression').kind === 'number';
  const operand = stream.nested(token, () => readUnary(stream));
  const span = { start: token.start, end: operand.span.end };
  if (operator === '!' || operator === '-not') return { kind: 'unary', span, operator: '-not', operand };
  const value = operand.kind === 'number' ? (operator === '-' ? negate(operand.value) : operand.value) : undefined;
  if (operand.kind === 'number' && value !== undefined && (negative || operator === '+')) {
    return { kind: 'number', span, value, source: `${operator === '-' ? '-' : ''}${operand.source}` };
  }
  return stream.unsupported(
    `The operator ${operator} is understood before a number only.`,
    span,
    'Write the value itself.',
  );
}

/** A literal, a variable or something in brackets. */
function readPrimary(stream: TokenStream): Expression {
  const token = stream.peek('expression');
  const bracket = readBracketed(stream, token);
  if (bracket) return bracket;
  if (token.source === '[') {
    stream.unsupported(
      'A type in brackets, as for a cast, is not understood here.',
      token,
      'Write the value without it.',
    );
  }
  if (token.kind === 'comma') {
    stream.unsupported(
      'A comma before the first value is not understood here.',
      token,
      'Write @( ) around a single value.',
    );
  }
  if (token.kind === 'operator' && token.value === '@') splat(stream, token);
  const literal = readLiteral(stream.peek('expression'));
  if (!literal) return stream.fail(unexpected(token));
  stream.take('expression');
  return literal;
}

/** `(`, `@(`, `@{` and `{` with what they hold. */
export function readBracketed(stream: TokenStream, token: ScannedToken): Expression | undefined {
  if (token.kind !== 'punctuation') return undefined;
  if (token.source === '(') return readParentheses(stream);
  if (token.source === '@(') return readArrayExpression(stream);
  if (token.source === '@{') return readHashtable(stream);
  return token.source === '{' ? readScriptBlock(stream) : undefined;
}

/** `.Name` and `[index]` that touch what they belong to. */
export function readPostfix(stream: TokenStream, target: Expression): Expression {
  let result = target;
  for (;;) {
    const next = stream.following;
    if (next === '.') {
      const after = stream.text.charAt(stream.end + 1);
      if (after === '.' || (endsWord(after) && !/^[(){};,|&]$/.test(after))) return result;
      result = readMember(stream, result);
    } else if (next === '[') {
      result = readIndex(stream, result);
    } else if (next === ':' && stream.text.charAt(stream.end + 1) === ':') {
      stream.unsupported(
        'A static member (::) is not understood here.',
        stream.take('expression'),
        'Write the value itself.',
      );
    } else return result;
  }
}

function readMember(stream: TokenStream, target: Expression): Expression {
  stream.take('expression');
  const token = stream.take('member');
  stream.roles.set(token.start, 'member');
  if ((token.kind !== 'word' || /^\p{N}/u.test(token.source)) && token.kind !== 'text') {
    stream.unsupported('Only a plain name is understood behind the dot.', token, 'Write the name of the property.');
  }
  if (stream.following === '(') {
    stream.unsupported(
      `Calling the method ${token.value} is not understood here.`,
      { start: target.span.start, end: token.end },
      'Only properties can be read.',
    );
  }
  const span = { start: target.span.start, end: token.end };
  return { kind: 'member', span, target, name: token.value, nameSpan: { start: token.start, end: token.end } };
}

function readIndex(stream: TokenStream, target: Expression): Expression {
  const open = stream.take('expression');
  return stream.nested(open, () => {
    stream.skipNewlines();
    const index = readExpression(stream);
    stream.skipNewlines();
    const close = stream.peek('expression');
    if (close.source !== ']') {
      stream.fail(
        new LanguageError(
          'The [ of an index is not closed.',
          open,
          'Close it with ].',
          close.kind === 'end' ? 'incomplete' : 'syntax',
        ),
      );
    }
    stream.take('expression');
    return { kind: 'index', span: { start: target.span.start, end: close.end }, target, index };
  });
}

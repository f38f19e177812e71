import { LanguageError } from '../errors.ts';
import { endOf, endsWord, isDash, isDoubleQuote, isNamePart, isNameStart, isSingleQuote } from '../scan/characters.ts';
import type { ScannedToken } from '../scan/make-token.ts';
import { scanNumber } from '../scan/numbers.ts';
import { isUnaryName } from '../scan/operators.ts';
import type { AssignmentNode, ChainNode, Expression, ExpressionElement, PipelineNode, Statement } from '../tree.ts';
import { isAssignable } from './assignable.ts';
import { endsCommand, isRedirection, readCommand, readRedirections } from './commands.ts';
import { readExpression } from './expressions.ts';
import { endsStatement, unexpected } from './problems.ts';
import type { TokenStream } from './stream.ts';

const isChain = ({ kind, source }: ScannedToken) => kind === 'operator' && (source === '&&' || source === '||');

/** A pipeline, several in a chain, or an assignment; undefined where the statement is empty. */
export function readPipeline(stream: TokenStream): Statement | undefined {
  for (let token = stream.peek('command'); token.kind === 'pipe' || isChain(token); token = stream.peek('command')) {
    const what = token.kind === 'pipe' ? 'the pipe' : token.source;
    const message = `A command is missing before ${what}.`;
    const next = 'Write a command or a value before it.';
    const isPipe = token.kind === 'pipe';
    stream.report(
      isPipe ? stream.missing(message, token, next, { behind: token.end }) : new LanguageError(message, token, next),
    );
    stream.take('command');
    stream.skipNewlines();
  }
  if (endsStatement(stream.peek('command'))) return undefined;
  let left: PipelineNode | ChainNode;
  if (startsExpression(stream)) {
    const expression = readExpression(stream);
    const operator = stream.peek('expression');
    if (operator.kind === 'operator' && isAssignment(operator.source)) return readAssignment(stream, expression);
    left = readRest(stream, withRedirections(stream, expression));
  } else left = readRest(stream, readCommand(stream));
  while (isChain(stream.peek('command'))) {
    const operator = stream.take('command');
    stream.skipNewlines();
    if (endsStatement(stream.peek('command'))) {
      stream.fail(stream.missing(`A command is missing behind ${operator.source}.`, operator, 'Type it.'));
    }
    const right = readRest(stream, startsExpression(stream) ? readExpressionElement(stream) : readCommand(stream));
    left = { kind: 'chain', span: { start: left.span.start, end: right.span.end }, operator, left, right };
  }
  const background = stream.takeIf('command', '&');
  return background ? { ...left, background: { start: background.start, end: background.end } } : left;
}

const isAssignment = (source: string) => /^(?:[-+*/%]|\?\?)?=$/.test(source);

/** Reports what follows a pipeline and neither ends nor continues it; the next statement begins there. */
export function endPipeline(stream: TokenStream, statement: Statement | undefined): void {
  if (!statement || ('background' in statement && statement.background)) return;
  const token = stream.peek('command');
  if (!endsStatement(token)) stream.report(unexpected(token));
}

function readRest(stream: TokenStream, first: PipelineNode['elements'][number]): PipelineNode {
  const elements = [first];
  while (nextIsPipe(stream)) {
    const pipe = stream.take('command');
    stream.skipNewlines();
    const token = stream.peek('command');
    if (endsCommand(token) && token.source !== '&') {
      stream.fail(stream.missing('A command is missing behind the pipe.', pipe, 'Type it.'));
    }
    if (startsExpression(stream)) {
      stream.report(
        new LanguageError('A value can only stand before the first pipe.', token, 'Write a command behind the pipe.'),
      );
      elements.push(readExpressionElement(stream));
    } else elements.push(readCommand(stream));
  }
  return { kind: 'pipeline', span: { start: first.span.start, end: elements.at(-1)?.span.end ?? 0 }, elements };
}

const readExpressionElement = (stream: TokenStream) => withRedirections(stream, readExpression(stream));

function withRedirections(stream: TokenStream, expression: Expression): ExpressionElement {
  const redirections = readRedirections(stream);
  const span = { start: expression.span.start, end: redirections.at(-1)?.span.end ?? expression.span.end };
  return { kind: 'expression', span, expression, redirections };
}

function readAssignment(stream: TokenStream, target: Expression): AssignmentNode {
  const operator = stream.take('expression');
  if (!isAssignable(target) || (target.kind === 'array' && operator.source !== '=')) {
    stream.report(new LanguageError('This cannot be assigned to.', target.span, 'Write $name = …'));
  }
  stream.skipNewlines();
  const value = stream.nested(operator, () => stream.grammar.readStatement(stream));
  if (!value) {
    const what = `A value is missing behind the ${operator.source}.`;
    return stream.fail(stream.missing(what, operator, 'Write a command or a value behind it.'));
  }
  return { kind: 'assignment', span: { start: target.span.start, end: value.span.end }, target, operator, value };
}

/** A pipe here, or on a line below with nothing but comments between. */
function nextIsPipe(stream: TokenStream): boolean {
  if (stream.peek('command').kind === 'pipe') return true;
  if (stream.peek('command').kind !== 'newline') return false;
  const mark = stream.mark();
  stream.skipNewlines();
  if (stream.peek('command').kind === 'pipe') return true;
  stream.reset(mark);
  return false;
}

/** Whether a statement begins with a value rather than a command's name. */
export function startsExpression(stream: TokenStream): boolean {
  const { text } = stream;
  const token = stream.peek('command');
  const c = token.source.charAt(0);
  const next = text.charAt(token.start + 1);
  // At the start a digit before > is a value, and no stream: 5>out writes 5.
  if (isRedirection(token)) return /^\d>>?$/.test(token.source);
  if (c === '$') return token.kind !== 'word';
  if (c === '!') return !/^!(?:0[xb]|[\p{L}_])/iu.test(token.source) && startsNumberOrOther(text, token.start + 1);
  if (c === '+') return next !== '=';
  if (c === '@' || c === '[' || c === '(' || c === '{' || c === ',') return true;
  if (isSingleQuote(c) || isDoubleQuote(c)) return true;
  if (!isDash(c)) return startsNumber(text, token.start);
  if (isNameStart(next)) return isUnaryName(operatorName(text, token.start + 1));
  return next !== '=' && startsNumberOrOther(text, token.start + 1);
}

/** An operator ends where its letters do, before a digit. */
function operatorName(text: string, at: number): string {
  const name = text.slice(at, endOf(text, at, isNamePart));
  return /^\p{L}+(?=\p{Nd})/u.exec(name)?.[0] ?? name;
}

const startsNumberOrOther = (text: string, at: number) => !/[\d.]/.test(text.charAt(at)) || startsNumber(text, at);

/** At the start 1..3 and 1+2 are sums and ranges, where among arguments they would be words; 1x and 1:2 are words there too. */
function startsNumber(text: string, at: number): boolean {
  const number = scanNumber(text, at);
  if (!number) return false;
  const after = text.charAt(number.end);
  return endsWord(after) || isDash(after) || /[!*+/%<=>\]#.]/.test(after);
}
